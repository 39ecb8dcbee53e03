import type { Mutant } from './mutant.ts';

/** A mutant and the number by which it is switched on. */
export interface Numbered {
  readonly number: number;
  readonly mutant: Mutant;
}

/** A stretch of a source and what may stand there instead. */
interface Site {
  readonly from: number;
  readonly to: number;
  readonly choices: Numbered[];
}

/**
 * A source with all its mutants in it, each switched on by its number at run time: one compilation serves them all.
 * An expression becomes `(Mutant.on(7) ? mutated : original)`, statements `if (Mutant.on(7)) { mutated } else { original }`.
 * A site may lie within another's original.
 *
 * @param source text of the file.
 * @param library path of `Mutant.sol` as seen from it.
 * @throws {Error} when a mutant's text is not there exactly once, or crosses another's.
 */
export function mutate(source: string, mutants: readonly Numbered[], library: string): string {
  const body = render(source, 0, source.length, sitesOf(source, mutants));
  return body.replace(/^pragma .*$/m, (pragma) => `${pragma}\n\nimport {Mutant} from "${library}";`);
}

/** In order of their beginning, an outer one before those in it. */
function sitesOf(source: string, mutants: readonly Numbered[]): Site[] {
  const sites = new Map<string, Site>();
  for (const numbered of mutants) {
    const { name, file, text } = numbered.mutant;
    const count = source.split(text).length - 1;
    if (count !== 1) {
      throw new Error(`${file} has the text of ${name} ${count} times; it must be there once: ${text}`);
    }
    const site = sites.get(text) ?? {
      from: source.indexOf(text),
      to: source.indexOf(text) + text.length,
      choices: [],
    };
    site.choices.push(numbered);
    sites.set(text, site);
  }
  return [...sites.values()].sort((a, b) => a.from - b.from || b.to - a.to);
}

function render(source: string, from: number, to: number, sites: readonly Site[]): string {
  let text = '';
  let position = from;
  for (const site of sites) {
    if (site.from < position) continue;
    const inner = sites.filter((other) => other !== site && other.from >= site.from && other.from < site.to);
    const crossing = inner.find((other) => other.to > site.to);
    if (crossing !== undefined) {
      const names = [site, crossing].map(({ choices }) => choices[0]!.mutant.name).join(' and ');
      throw new Error(`The texts of ${names} cross. One may lie within the other, or they are apart`);
    }
    text += source.slice(position, site.from) + choose(site, render(source, site.from, site.to, inner));
    position = site.to;
  }
  return text + source.slice(position, to);
}

function choose(site: Site, original: string): string {
  const isStatement = /[;}]$/.test(site.choices[0]!.mutant.text);
  return site.choices.reduceRight(
    (rest, { number, mutant }) =>
      isStatement
        ? `if (Mutant.on(${number})) { ${mutant.becomes} } else { ${rest} }`
        : `(Mutant.on(${number}) ? (${mutant.becomes}) : (${rest}))`,
    original,
  );
}
