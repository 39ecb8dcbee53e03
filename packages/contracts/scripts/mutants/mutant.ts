/** What a mutant breaks. */
export const GROUPS = [
  'money',
  'claims',
  'time',
  'words',
  'rules',
  'index',
  'gate',
  'clearing',
  'quotes',
  'settlement',
] as const;

export type Group = (typeof GROUPS)[number];

/** One fault put into a contract on purpose: the stateful suites must notice. */
export interface Mutant {
  readonly name: string;
  readonly group: Group;
  /** Path below `contracts`. */
  readonly file: string;
  /** What stands there, exactly once: a whole expression, or whole statements, which end in `;` or `}`. */
  readonly text: string;
  /** What stands there in the mutant; empty for nothing. */
  readonly becomes: string;
  /** Why it matters, in one line. */
  readonly why: string;
}

/** A line of a group's list: name, file, text, what it becomes, why. */
export type Line = readonly [name: string, file: string, text: string, becomes: string, why: string];

export function group(name: Group, lines: readonly Line[]): readonly Mutant[] {
  return lines.map(([mutant, file, text, becomes, why]) => ({
    name: mutant,
    group: name,
    file,
    text,
    becomes,
    why,
  }));
}
