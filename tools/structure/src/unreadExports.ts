import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { WorkspacePackage } from './workspace.ts';

const DECLARED = /^export (?:declare )?(?:async )?(?:abstract )?(?:function\*?|class|const) (\w+)/gm;
const LISTED = /^export \{([^}]*)\}/gm;
/** What a documentation comment shows or refers to. */
const DOCUMENTED = /@throws \{\w+\}|\{@link \w+\}|@example(?:(?!\*\/|\n \* @)[\s\S])*/g;
/** Of the same package; what another publishes is that one's to answer for. */
const ALL = /^export \* from '(\.[^']+)'/gm;

/** The values that a file exports, with those of files it passes on as a whole. */
export function exportedValues(file: string, read: (file: string) => string): readonly string[] {
  const text = read(file);
  const listed = [...text.matchAll(LISTED)].flatMap(([, names]) =>
    names!
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '))
      .map((name) => name.split(' as ').at(-1)!),
  );
  const passedOn = [...text.matchAll(ALL)].flatMap(([, path]) =>
    exportedValues(join(dirname(file), path!), read),
  );
  return [...[...text.matchAll(DECLARED)].map(([, name]) => name!), ...listed, ...passedOn];
}

/**
 * The published values that nobody reads, as text. A reader is a document (README, `docs/`), another package or an example,
 * the test of the agreed shapes (`api.test.ts`), a bench, a script, and of the documentation comments an `@example`, which
 * is run, a `{@link ...}` and the `@throws {...}` of a function. Types are read by the functions that take and give them.
 */
export function unreadExports(root: string, packages: readonly WorkspacePackage[]): readonly string[] {
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  const wordsOf = (pattern: string): ReadonlySet<string> =>
    words(
      globSync(pattern, {
        cwd: root,
        exclude: (name) => /^(node_modules|dist|dist-test|artifacts|out)$/.test(name),
      })
        .map((file) => read(file))
        .join('\n'),
    );
  const documents = wordsOf('{README.md,CONTRIBUTING.md,docs/**/*.md,packages/*/*.md,packages/*/docs/*.md}');
  const code = new Map(packages.map(({ folder }) => [folder, wordsOf(`${folder}/**/*.ts`)]));
  return packages.flatMap(({ folder, entries }) => {
    const own = wordsOf(`${folder}/{src/api.test.ts,bench/*.ts,scripts/**/*.ts,test/**/*.ts,reference/*.ts}`);
    const documented = words(
      globSync(`${folder}/src/**/*.ts`, { cwd: root })
        .flatMap((file) => read(file).match(DOCUMENTED) ?? [])
        .join('\n'),
    );
    const elsewhere = [...code].flatMap(([other, found]) => (other === folder ? [] : [found]));
    const readers = [documents, own, documented, ...elsewhere];
    const names = new Set(entries.flatMap((entry) => exportedValues(join(folder, entry), read)));
    return [...names]
      .filter((name) => !readers.some((found) => found.has(name)))
      .map((name) => `${folder} exports ${name}`);
  });
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.match(/\w+/g) ?? []);
}
