import { checkMarginBps, checkWad } from '../units/checks.ts';
import type { Bps, Wad } from '../units/units.ts';

/**
 * How an ask is divided: `payout = floor(ask (10000 - marginBps) / 10000)`, `brokerSpread = ask - payout`.
 *
 * One division, rounded down because it is paid out; the spread takes the remainder, so the sum is the ask to the wei.
 *
 * @param ask Wad of PAT (wei). @param marginBps the broker's share of the ask, 0 to 5000.
 * @returns both parts as Wad of PAT; the payout is the bid.
 * @throws {InvalidInputError} on anything that is not a Wad or not whole basis points.
 * @throws {MarginTooHighError} above 50 %.
 * @example splitAsk(100n as Wad, 3000 as Bps) // { payout: 70n, brokerSpread: 30n }
 */
export function splitAsk(ask: Wad, marginBps: Bps): { payout: Wad; brokerSpread: Wad } {
  checkWad('ask', ask);
  checkMarginBps('marginBps', marginBps);
  const payoutWad = (ask * BigInt(10_000 - marginBps)) / 10_000n;
  return { payout: payoutWad as Wad, brokerSpread: (ask - payoutWad) as Wad };
}
