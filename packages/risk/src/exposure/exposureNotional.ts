import {
  checkObject,
  checkPositiveAmount,
  InvalidInputError,
  mulDivUp,
  type Quantity,
  WAD,
  type Wad,
} from '@phasegate/pricing/units';

/**
 * The notional with which a trade counts: `ceil(quantity x price x |delta|)` in PAT wei. Rounded up, towards more
 * exposure. Delta is 1 for spot and forwards; a call or put counts with its delta, whose sign turns the side.
 *
 * @param input.quantity units or lots, an integer above zero
 * @param input.price PAT wei a unit, above zero
 * @param input.delta Wad in [-1, 1] and not 0, default 1.0
 * @throws {InvalidInputError} zero or negative quantity or price, delta of 0 or beyond 1
 * @example
 * exposureNotional({ quantity: 3n, price: 100n as Wad, delta: parseWad('0.5') }) // 150n
 */
export function exposureNotional(input: {
  readonly quantity: Quantity;
  readonly price: Wad;
  readonly delta?: Wad;
}): Wad {
  checkObject('input', input);
  const { quantity, price } = input;
  checkPositiveAmount('quantity', quantity);
  checkPositiveAmount('price', price);
  const delta: bigint = input.delta ?? WAD;
  if (typeof delta !== 'bigint' || delta === 0n || delta > WAD || -delta > WAD) {
    throw new InvalidInputError({ path: 'delta', observed: delta, allowed: 'a Wad in [-1, 1] other than 0' });
  }
  return mulDivUp(quantity * price, delta < 0n ? -delta : delta, WAD) as Wad;
}
