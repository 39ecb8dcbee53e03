import {
  BPS,
  type Bps,
  checkAmount,
  checkObject,
  checkOneOf,
  mulDivDown,
  type Wad,
} from '@phasegate/pricing/units';

/** Largest share of a market's open interest an account of each class may hold, integer bps. */
export const openInterestShareBps: Readonly<Record<'institution' | 'retail', Bps>> = {
  institution: 1_000 as Bps,
  retail: 250 as Bps,
};

/**
 * The limit of one participant in a market: 10 % (institutions) or 2.5 % (retail) of its open interest, in PAT wei,
 * rounded down; at least `floor`, so that a small market can start, and at most the market's own limit.
 *
 * @throws {InvalidInputError} a negative or non-bigint amount, an unknown class
 * @example
 * participantLimit({ participantClass: 'retail', openInterest: 1000n, floor: 10n, marketLimit: 500n }) // 25n
 */
export function participantLimit(input: {
  readonly participantClass: 'institution' | 'retail';
  readonly openInterest: Wad;
  readonly floor: Wad;
  readonly marketLimit: Wad;
}): Wad {
  checkObject('input', input);
  const { participantClass, openInterest, floor, marketLimit } = input;
  checkOneOf('participantClass', participantClass, ['institution', 'retail']);
  checkAmount('openInterest', openInterest);
  checkAmount('floor', floor);
  checkAmount('marketLimit', marketLimit);
  const share = mulDivDown(openInterest, BigInt(openInterestShareBps[participantClass]), BigInt(BPS));
  const limit = share > floor ? share : floor;
  return limit < marketLimit ? limit : marketLimit;
}
