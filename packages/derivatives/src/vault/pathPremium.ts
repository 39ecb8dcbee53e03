import type { Wad } from '@phasegate/pricing/units';

/** Steps of utilisation: within a sixteenth of the capital a lot has one price. */
export const STEPS = 16;

/** The step in which obligations lie; what lies beyond the capital belongs to the last. */
export function stepOf(obligations: bigint, capital: bigint): number {
  const last = BigInt(STEPS) - 1n;
  if (capital === 0n) return STEPS - 1;
  const step = (obligations * BigInt(STEPS)) / capital;
  return Number(step > last ? last : step);
}

/** The way that a trade goes: from the lower end of the vault's obligations to the higher. */
interface Path {
  readonly from: bigint;
  /** `from + lots * perLot`. */
  readonly to: bigint;
  readonly lots: bigint;
  readonly perLot: bigint;
  readonly capital: bigint;
}

/**
 * What a trade costs along its own path of utilisation, wei: each step's price for the part of the trade that lies in it. All is
 * exact but the last division, so parts of a trade cost together what the whole costs, but for each part's rounding against the taker.
 *
 * @param priceOf price of a lot, wei, in a step from 0 on
 */
export function pathPremium(path: Path, priceOf: (step: number) => bigint, rounding: 'up' | 'down'): Wad {
  const { from, to, lots, perLot, capital } = path;
  // What locks nothing moves nothing, and costs the same at every size.
  if (from === to) return (lots * priceOf(stepOf(from, capital))) as Wad;
  // Obligations are counted in sixteenths: step k begins at k times the capital, and so no end of a step is rounded.
  const scale = BigInt(STEPS);
  const end = to * scale;
  let sum = 0n;
  let at = from * scale;
  for (let step = stepOf(from, capital); at < end; step++) {
    const stepEnd = BigInt(step + 1) * capital;
    const next = step === STEPS - 1 || stepEnd > end ? end : stepEnd;
    sum += priceOf(step) * (next - at);
    at = next;
  }
  const divisor = scale * perLot;
  return ((rounding === 'up' ? sum + divisor - 1n : sum) / divisor) as Wad;
}
