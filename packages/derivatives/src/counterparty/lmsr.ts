import { checkInteger, checkNumbers, checkPositiveNumber, InvalidInputError } from '@phasegate/pricing/units';

/** A market maker over outcomes of which exactly one happens (index buckets, say). */
export interface LmsrState {
  /** Claims sold on each outcome, each paying 1 (PAT, say) if it happens. */
  quantities: readonly number[];
  /** b: the larger, the less a trade moves prices and the more can be lost. Same unit as the quantities, above zero. */
  liquidity: number;
}

/**
 * Prices of all outcomes, `exp(q_i/b) / sum exp(q_j/b)`: positive, adding up to 1.
 *
 * Source: R. Hanson, "Logarithmic market scoring rules for modular combinatorial information aggregation", J. Prediction
 * Markets 1 (2007).
 *
 * @throws {InvalidInputError} fewer than two outcomes, a quantity NaN or infinite, liquidity not above zero.
 * @example lmsrPrices({ quantities: [0, 0], liquidity: 100 }) // [0.5, 0.5]
 */
export function lmsrPrices({ quantities, liquidity }: LmsrState): number[] {
  checkState({ quantities, liquidity });
  const largest = Math.max(...quantities);
  const terms = quantities.map((q) => Math.exp((q - largest) / liquidity));
  const total = terms.reduce((sum, term) => sum + term, 0);
  return terms.map((term) => term / total);
}

/**
 * Cost of buying `trade[i]` claims of each outcome (negative sells), `C(q + trade) - C(q)` with
 * `C(q) = b ln sum exp(q_i/b)`, and the state after. Costs of consecutive trades add up, so splitting a trade changes
 * nothing; over any sequence the maker loses at most {@link lmsrWorstLoss}. In the claims' unit, to 1e-15 of the trade.
 *
 * @throws {InvalidInputError} as `lmsrPrices`; a trade of another length, NaN or infinite.
 * @example lmsrTrade({ quantities: [0, 0], liquidity: 100 }, [10, 0]).cost // 5.124947951
 */
export function lmsrTrade(state: LmsrState, trade: readonly number[]): { cost: number; after: LmsrState } {
  const prices = lmsrPrices(state);
  checkNumbers('trade', trade);
  if (trade.length !== prices.length) {
    throw new InvalidInputError({
      path: 'trade',
      observed: trade.length,
      allowed: `${prices.length} entries, one an outcome`,
    });
  }
  const largest = Math.max(...trade);
  // b ln sum p_i exp(t_i/b) = largest + b ln(1 + sum p_i (exp((t_i - largest)/b) - 1)): exact also for tiny trades.
  const change = prices.reduce(
    (sum, price, i) => sum + price * Math.expm1((trade[i]! - largest) / state.liquidity),
    0,
  );
  return {
    cost: largest + state.liquidity * Math.log1p(Math.max(change, -1)),
    after: { liquidity: state.liquidity, quantities: state.quantities.map((q, i) => q + trade[i]!) },
  };
}

/**
 * The most the maker can lose from a fresh start with equal quantities, `b ln n`: what has to be set aside for it.
 *
 * @throws {InvalidInputError} outcomes no integer of two or more, liquidity not above zero.
 * @example lmsrWorstLoss({ outcomes: 2, liquidity: 100 }) // 69.31471805599453
 */
export function lmsrWorstLoss({ outcomes, liquidity }: { outcomes: number; liquidity: number }): number {
  checkInteger('outcomes', outcomes, 2);
  checkPositiveNumber('liquidity', liquidity);
  return liquidity * Math.log(outcomes);
}

function checkState({ quantities, liquidity }: LmsrState): void {
  checkNumbers('quantities', quantities, 2);
  checkPositiveNumber('liquidity', liquidity);
}
