import {
  checkBigint,
  checkObject,
  checkWad,
  mulDivDown,
  mulDivUp,
  type Quantity,
  type Wad,
} from '@phasegate/pricing/units';

/**
 * What a bond pays for the units from `from` to `to` of the unfilled ones:
 * `ceil(bond * to / ordered) - ceil(bond * from / ordered)` wei.
 *
 * The running total is rounded up, to the injured side, so pieces of any size add up to the same amount and the last
 * unit takes the remainder: all `ordered` unfilled cost exactly the bond. Never linked to an index, which would make
 * it a synthetic.
 *
 * @param input.from unfilled units compensated before
 * @param input.to unfilled units including the new ones, `from <= to <= ordered`
 * @throws {InvalidInputError} counts out of order or malformed amounts.
 * @example compensation({ bond: 100n as Wad, from: 0n, to: 1n, ordered: 3n }) // 34n
 */
export function compensation(input: {
  readonly bond: Wad;
  readonly from: Quantity;
  readonly to: Quantity;
  readonly ordered: Quantity;
}): Wad {
  checkObject('input', input);
  const { bond, from, to, ordered } = input;
  checkWad('bond', bond);
  checkBigint('ordered', ordered, 1n, 2n ** 64n - 1n);
  checkBigint('to', to, 0n, ordered);
  checkBigint('from', from, 0n, to);
  return (mulDivUp(bond, to, ordered) - mulDivUp(bond, from, ordered)) as Wad;
}

/**
 * Part of an amount earned step by step, `floor(amount * to / whole) - floor(amount * from / whole)` wei: the running
 * total is rounded down, the last step takes the remainder, all of it together is the amount.
 */
export function earned(input: {
  readonly amount: Wad;
  readonly from: Quantity;
  readonly to: Quantity;
  readonly whole: Quantity;
}): Wad {
  const { amount, from, to, whole } = input;
  return (mulDivDown(amount, to, whole) - mulDivDown(amount, from, whole)) as Wad;
}
