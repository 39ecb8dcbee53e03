import type { Mutant } from './mutant.ts';
import { nameErrors } from './nameErrors.ts';

/** What the suites made of a mutant. */
export interface Verdict extends Mutant {
  /** Undefined for a survivor. */
  readonly killedBy: { readonly suite: string; readonly assertion: string } | undefined;
}

const LONGEST = 88;

/** One line a mutant, and how many were killed. */
export function mutantTable(verdicts: readonly Verdict[]): string {
  const width = Math.max(...verdicts.map(({ name }) => name.length));
  const lines = verdicts.map(({ group, name, killedBy }) => {
    const words = killedBy === undefined ? 'SURVIVED' : `killed  ${shorten(killedBy.assertion)}`;
    return `${group.padEnd(6)}  ${name.padEnd(width)}  ${words}`;
  });
  const killed = verdicts.filter(({ killedBy }) => killedBy !== undefined).length;
  return `${lines.join('\n')}\n\nkilled ${killed} of ${verdicts.length}\n`;
}

function shorten(text: string): string {
  const words = nameErrors(text);
  return words.length > LONGEST ? `${words.slice(0, LONGEST - 2)}..` : words;
}
