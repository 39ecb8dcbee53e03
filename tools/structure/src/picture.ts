import { type Arrows, arrowsIn, inLayers } from './arrows.ts';
import type { WorkspacePackage } from './workspace.ts';

const BEGIN = '<!-- drawn from the imports by `pnpm structure --write` -->';
const END = '<!-- end of what is drawn -->';

/**
 * The structure as the imports give it: which package imports which, and of each package its folders, each below all
 * that it imports.
 */
export function picture(packages: readonly WorkspacePackage[]): string {
  const parts = packages.flatMap(({ folder, files }) => {
    const arrows = arrowsIn('', files);
    const folders: Arrows = new Map(
      [...arrows]
        .filter(([name]) => !name.endsWith('.ts'))
        .map(([name, targets]) => [name, new Set([...targets].filter((target) => !target.endsWith('.ts')))]),
    );
    return folders.size === 0 ? [] : [`${folder}\n${lines(folders, '  ')}`];
  });
  return [BEGIN, '', '```', lines(packageArrows(packages), ''), '', parts.join('\n\n'), '```', '', END].join(
    '\n',
  );
}

/** The document with the picture in its place. */
export function withPicture(document: string, drawn: string): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin)
    throw new Error(`the document has no place for the picture: ${BEGIN} ... ${END}`);
  return document.slice(0, begin) + drawn + document.slice(end + END.length);
}

function packageArrows(packages: readonly WorkspacePackage[]): Arrows {
  return new Map(
    packages.map(({ name, files }) => [
      name,
      new Set(
        files
          .flatMap(({ packages: imported }) => imported)
          .filter((specifier) => specifier.startsWith('@phasegate/'))
          .map((specifier) => specifier.split('/')[1]!),
      ),
    ]),
  );
}

function lines(arrows: Arrows, indent: string): string {
  const width = Math.max(0, ...[...arrows.keys()].map((name) => name.length));
  return inLayers(arrows)
    .map((name) => {
      const targets = [...arrows.get(name)!].sort();
      const imports = targets.length === 0 ? '' : `  <- ${targets.join(' ')}`;
      return `${indent}${name.padEnd(width)}${imports}`.trimEnd();
    })
    .join('\n');
}
