import { checkInteger, checkObject } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { formatWad } from '../units/formatWad.ts';
import { ceilDiv } from '../units/mulDiv.ts';
import { parseWad } from '../units/parseWad.ts';
import type { Wad } from '../units/units.ts';
import { ZeroRunsError } from './errors.ts';
import { wholesaleFloor } from './wholesaleFloor.ts';

/** The largest target margin, tenfold: 1,000 % of the cost. */
export const MAX_TARGET_MARGIN_BPS = 100_000;

/**
 * The price of one run of a tool: `cost per run = (spend + marketing) / runs`, `floor = cost per run x (1 + margin) x
 * credits per GBP`, `price = floor + markup`.
 *
 * Decimal strings in and out, at most 18 decimals. Cost per run and floor each have one rounding, up at the 18th decimal,
 * so that the margin is met; the floor is not computed from the rounded cost.
 *
 * @param input.targetMarginBps over cost, 0 to 100000. @param input.totalRuns whole, at least 1.
 * @throws {ZeroRunsError} without runs. @throws {InvalidInputError} on negative, malformed or too long numbers.
 * @example
 * costFloor({
 *   infrastructureSpendGbp: '4', marketingAllocationGbp: '1', totalRuns: 100, targetMarginBps: 3000,
 *   creditsPerGbp: '10', markupCredits: '2',
 * }) // { costPerRunGbp: '0.05', floorCredits: '0.65', priceCredits: '2.65' }
 */
export function costFloor(input: {
  readonly infrastructureSpendGbp: string;
  readonly marketingAllocationGbp: string;
  readonly totalRuns: number;
  readonly targetMarginBps: number;
  readonly creditsPerGbp: string;
  readonly markupCredits: string;
}): { costPerRunGbp: string; floorCredits: string; priceCredits: string } {
  checkObject('input', input);
  const cost = amount(input, 'infrastructureSpendGbp') + amount(input, 'marketingAllocationGbp');
  const creditsPerGbp = amount(input, 'creditsPerGbp');
  const markup = amount(input, 'markupCredits');
  checkInteger('targetMarginBps', input.targetMarginBps, 0, MAX_TARGET_MARGIN_BPS);
  checkInteger('totalRuns', input.totalRuns, 0);
  if (input.totalRuns === 0) throw new ZeroRunsError();
  if (creditsPerGbp === 0n) {
    throw new InvalidInputError({ path: 'creditsPerGbp', observed: input.creditsPerGbp, allowed: 'above 0' });
  }
  const runs = BigInt(input.totalRuns);
  const floor = wholesaleFloor({ cost, runs, targetMarginBps: input.targetMarginBps, creditsPerGbp });
  return {
    costPerRunGbp: formatWad(ceilDiv(cost, runs) as Wad),
    floorCredits: formatWad(floor),
    priceCredits: formatWad((floor + markup) as Wad),
  };
}

function amount<K extends string>(input: Readonly<Record<K, string>>, path: K): Wad {
  try {
    return parseWad(input[path]);
  } catch {
    throw new InvalidInputError({
      path,
      observed: input[path],
      allowed: 'a non-negative decimal string with at most 18 decimals',
    });
  }
}
