import type { MarkdownListing } from './markdownListings.ts';

/**
 * Listings as one program, later ones going on with what earlier ones made. A listing shows its own imports, for who reads it
 * alone; what an earlier one has imported already is left out here.
 *
 * @example joinedListings([{ heading: 'A', code: "import { a } from 'x';" }, { heading: 'B', code: "import { a, b } from 'x';" }]) // "import { a } from 'x';\nimport { b } from 'x';"
 */
export function joinedListings(listings: readonly MarkdownListing[]): string {
  const imported = new Set<string>();
  return listings
    .map(({ code }) =>
      code.replaceAll(
        /^import (type )?\{([^}]*)\} from ('[^']*');/gm,
        (_, kind: string | undefined, names: string, module: string) => {
          const fresh = names
            .split(',')
            .map((name) => name.trim())
            .filter((name) => name !== '' && !imported.has(bound(name)));
          for (const name of fresh) imported.add(bound(name));
          return `import ${kind ?? ''}{ ${fresh.join(', ')} } from ${module};`;
        },
      ),
    )
    .join('\n');
}

/** The name that an import makes: `type Bps` and `Bps` both `Bps`. */
const bound = (name: string): string => name.replace(/^type /, '').replace(/^.* as /, '');
