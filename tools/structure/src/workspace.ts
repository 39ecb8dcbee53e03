import { existsSync, globSync, readFileSync } from 'node:fs';
import { type SourceFile, sourceFiles } from './sourceFile.ts';

/** A package of the workspace with its sources. */
export interface WorkspacePackage {
  /** Without the scope: `pricing`. */
  readonly name: string;
  /** Folder below the workspace's root. */
  readonly folder: string;
  readonly files: readonly SourceFile[];
  /** Source of each published entry: `src/index.ts`. */
  readonly entries: readonly string[];
}

/** The packages and examples of the workspace, in order of folder. */
export function workspacePackages(root: string): readonly WorkspacePackage[] {
  return globSync('{packages,examples}/*/package.json', { cwd: root })
    .map((path) => path.replaceAll('\\', '/').replace(/\/package\.json$/, ''))
    .sort()
    .map((folder) => {
      const manifest = JSON.parse(readFileSync(`${root}/${folder}/package.json`, 'utf8')) as {
        readonly name: string;
        readonly exports?: Readonly<Record<string, string | { readonly default: string }>>;
      };
      const entries = Object.values(manifest.exports ?? {}).flatMap((target) =>
        typeof target === 'string' ? [] : [target.default.replace('./dist/', 'src/').replace(/\.js$/, '.ts')],
      );
      return {
        name: manifest.name.replace('@phasegate/', ''),
        folder,
        files: sourceFiles(`${root}/${folder}/src`),
        entries: entries.filter((entry) => existsSync(`${root}/${folder}/${entry}`)),
      };
    });
}
