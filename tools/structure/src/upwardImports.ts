import type { WorkspacePackage } from './workspace.ts';

const ORDER = ['pricing', 'risk', 'derivatives', 'market', 'simulation'];

/** What a package may import of the others: entries as written, without the scope. */
function allowed(name: string): (entry: string, path: string) => boolean {
  const packageOf = (entry: string): string => entry.split('/')[0]!;
  if (name === 'report') return () => false;
  // A client that reads a contract loads no formula parser; the operators' command line may.
  if (name === 'contracts') {
    return (entry, path) =>
      ['pricing/units', 'pricing/refusals', ...(path.startsWith('cli/') ? ['pricing'] : [])].includes(entry);
  }
  const level = ORDER.indexOf(name);
  // What is not in the order, an example, stands above all of it.
  if (level < 0) return (entry) => packageOf(entry) !== 'testing' && !packageOf(entry).startsWith('example');
  // Reports begin where there is something to report.
  const below = new Set([...ORDER.slice(0, level), ...(level > 0 ? ['report'] : [])]);
  return (entry) => below.has(packageOf(entry));
}

/** The imports that run upward, or across to a package that is nobody's business, as text. */
export function upwardImports(packages: readonly WorkspacePackage[]): readonly string[] {
  return packages.flatMap(({ name, folder, files }) =>
    files.flatMap(({ path, packages: imported }) =>
      imported
        .filter((specifier) => specifier.startsWith('@phasegate/'))
        .filter((specifier) => !allowed(name)(specifier.replace('@phasegate/', ''), path))
        .map((specifier) => `${folder}/src/${path} imports ${specifier}`),
    ),
  );
}
