import { mulDivDown } from '@phasegate/pricing/units';

/** What an epoch ends with: wei in the clearing house, and who comes and goes. */
export interface EpochEnd {
  readonly balance: bigint;
  /** What its positions may cost at most. */
  readonly locked: bigint;
  readonly supply: bigint;
  /** Wei of all deposit requests. */
  readonly deposits: bigint;
  /** Shares of all redemption requests. */
  readonly redeems: bigint;
}

/** What the requests of an epoch bring; zero where they wait for the next. */
export interface EpochAnswer {
  readonly minted: bigint;
  readonly paid: bigint;
}

/** Shares beyond which deposits wait: only a vault that lost all but a few wei, many times, would come near. */
const MAX_SHARES: bigint = 2n ** 128n - 1n;

/**
 * Prices an epoch's requests. Who comes pays for the vault as if nothing will be owed, who goes receives as if all will be:
 * `minted = floor(deposits (supply + 1) / (balance + 1))`, the first share a wei; `paid = floor(redeems (balance - locked + 1) / (supply + 1))`.
 * So neither takes anything from those who stay. The ones are virtual: a share and a wei that belong to nobody.
 *
 * Requests that would bring nothing wait. When all leave and nobody comes, they wait until nothing is locked and then take
 * everything to the last wei: what is locked would belong to nobody.
 */
export function epochAnswer({ balance, locked, supply, deposits, redeems }: EpochEnd): EpochAnswer {
  const priced = supply === 0n ? deposits : mulDivDown(deposits, supply + 1n, balance + 1n);
  const minted = supply - redeems + priced > MAX_SHARES ? 0n : priced;
  if (redeems === 0n || redeems < supply || minted > 0n) {
    return { minted, paid: mulDivDown(redeems, balance - locked + 1n, supply + 1n) };
  }
  return { minted, paid: locked > 0n ? 0n : balance };
}
