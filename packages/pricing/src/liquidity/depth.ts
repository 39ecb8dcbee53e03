import { checkFields, checkNumber, checkObjects } from '../units/checks.ts';

/** Units on offer at a fresh-equivalent price. */
export interface DepthLevel {
  /** PAT. */
  readonly price: number;
  readonly quantity: number;
}

/**
 * Depth near the price: units that can be bought at no more than `(1 + within)` times the reference, and what they cost.
 * `within` is 2 % by default. The broker sells from listings, so there is one side.
 *
 * @param levels listings with open capacity. @param options.reference PAT, above 0, the VWAP for instance.
 * @returns units and PAT.
 * @throws {InvalidInputError} on malformed numbers.
 * @example
 * const levels = [{ price: 100, quantity: 5 }, { price: 102, quantity: 7 }, { price: 103, quantity: 9 }];
 * liquidity.depth(levels, { reference: 100 }) // { quantity: 12, cost: 1214 }
 */
export function depth(
  levels: readonly DepthLevel[],
  options: { readonly reference: number; readonly within?: number },
): { readonly quantity: number; readonly cost: number } {
  checkFields('options', options, ['reference', 'within']);
  const { reference, within = 0.02 } = options;
  checkNumber('reference', reference, Number.MIN_VALUE);
  checkNumber('within', within, 0, 1);
  checkObjects('levels', levels);
  let quantity = 0;
  let cost = 0;
  levels.forEach((level, i) => {
    checkNumber(`levels[${i}].price`, level.price, 0);
    checkNumber(`levels[${i}].quantity`, level.quantity, 0);
    if (level.price > reference * (1 + within)) return;
    quantity += level.quantity;
    cost += level.price * level.quantity;
  });
  return { quantity, cost };
}
