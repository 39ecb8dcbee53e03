import { PhasegateError } from '@phasegate/pricing';

/** A feed's first line does not name the columns, so that no row of it can be read. */
export class FeedHeaderError extends PhasegateError {
  readonly missing: readonly string[];
  readonly found: readonly string[];

  constructor(missing: readonly string[], found: readonly string[]) {
    const separator = foreignSeparator(found);
    const columns =
      separator === undefined
        ? `it lacks ${missing.join(', ')} and has ${quoted(found)}. Rename or add the columns`
        : `it is separated by ${separator}. Save the feed with commas`;
    super(`the feed's first line must name its columns, separated by commas; ${columns}`);
    this.missing = missing;
    this.found = found;
  }
}

/** A feed is not text in UTF-8. */
export class FeedEncodingError extends PhasegateError {
  readonly observed: string;

  constructor(observed: string) {
    super(`the feed is ${observed}, but must be text in UTF-8. Convert it, for instance with iconv -t UTF-8`);
    this.observed = observed;
  }
}

/** No row of a feed could be used. */
export class EmptyFeedError extends PhasegateError {
  constructor() {
    super('the feed has no usable session; at least one is needed. Look at the malformed rows it reports');
  }
}

const SEPARATORS: readonly (readonly [character: string, name: string])[] = [
  [';', "semicolons (';')"],
  ['\t', 'tabs'],
  ['|', "bars ('|')"],
];

/** What separates the columns of a line that was read as a single one. */
function foreignSeparator(found: readonly string[]): string | undefined {
  if (found.length !== 1) return undefined;
  return SEPARATORS.find(([character]) => found[0]!.includes(character))?.[1];
}

/** The names found, long lines cut: a header may be any text at all. */
function quoted(found: readonly string[]): string {
  const text = found.map((name) => `'${name}'`).join(', ');
  if (text === '') return 'no columns at all';
  return text.length > 300 ? `${text.slice(0, 300)}...` : text;
}
