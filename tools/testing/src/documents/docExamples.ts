import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The code of one `@example`, and where it stands. */
export interface DocExample {
  /** Path within the folder, and the name the comment documents. */
  readonly title: string;
  readonly code: string;
}

/** The `@example`s in the documentation comments of a folder's sources, tests aside. */
export function docExamples(folder: URL): readonly DocExample[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !/\.(test|support|testing|generated)\./.test(file));
  return files.sort().flatMap((file) => {
    const source = readFileSync(fileURLToPath(new URL(file, folder)), 'utf8');
    return [...source.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:export )?(?:\w+ )?(\w+)/g)].flatMap(
      ([, comment, name]) =>
        comment!
          .replaceAll(/^[ \t]*\* ?/gm, '')
          .split(/^@(?=\w)/m)
          .filter((tag) => tag.startsWith('example'))
          // A paragraph of its own, such as a source, ends the code.
          .map((tag) => ({
            title: `${file} ${name}`,
            code: tag.slice('example'.length).trim().split(/\n\n/)[0]!,
          })),
    );
  });
}
