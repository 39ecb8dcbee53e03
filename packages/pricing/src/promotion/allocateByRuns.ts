import { checkInteger, checkObject, checkWad } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import type { Wad } from '../units/units.ts';

/**
 * Divides an amount over tools by their runs: floors, the remainder to the first tool with runs; the parts sum to the
 * amount exactly.
 *
 * @param input.amountGbp Wad of GBP. @param input.runs runs by tool.
 * @returns Wad of GBP by tool; `undefined` when nothing ran (leave the amount for the next night).
 * @throws {InvalidInputError} on malformed amounts or runs.
 * @example
 * const shares = allocateByRuns({ amountGbp: parseWad('2'), runs: new Map([['a', 300], ['b', 100]]) });
 * [...shares.values()].map(formatWad) // ['1.5', '0.5']
 */
export function allocateByRuns(input: {
  readonly amountGbp: Wad;
  readonly runs: ReadonlyMap<string, number>;
}): ReadonlyMap<string, Wad> | undefined {
  checkObject('input', input);
  const { amountGbp, runs } = input;
  checkWad('amountGbp', amountGbp);
  if (!(runs instanceof Map)) throw new InvalidInputError({ path: 'runs', observed: runs, allowed: 'a Map' });
  let total = 0n;
  for (const [toolId, count] of runs) {
    checkInteger(`runs of ${String(toolId)}`, count, 0);
    total += BigInt(count);
  }
  if (total === 0n) return undefined;
  const parts = new Map<string, Wad>();
  let left: bigint = amountGbp;
  for (const [toolId, count] of runs) {
    const part = (amountGbp * BigInt(count)) / total;
    parts.set(toolId, part as Wad);
    left -= part;
  }
  const first = [...runs].find(([, count]) => count > 0)!;
  parts.set(first[0], (parts.get(first[0])! + left) as Wad);
  return parts;
}
