import {
  checkInteger,
  checkNumbers,
  checkObject,
  checkPositiveNumber,
  InvalidInputError,
} from '@phasegate/pricing/units';

/** A market maker over outcomes of which exactly one happens (index buckets, say). */
export interface LmsrState {
  /** Claims sold on each outcome, each paying 1 (PAT, say) if it happens. */
  readonly quantities: readonly number[];
  /** b: the larger, the less a trade moves prices and the more can be lost. Same unit as the quantities, above zero. */
  readonly liquidity: number;
}

/**
 * Prices of all outcomes, `exp(q_i/b) / sum exp(q_j/b)`, adding up to 1. Never negative; one more than 745 b below the
 * largest rounds to 0.
 *
 * Source: R. Hanson, "Logarithmic market scoring rules for modular combinatorial information aggregation", J. Prediction
 * Markets 1 (2007).
 *
 * @throws {InvalidInputError} fewer than two outcomes, a quantity NaN or infinite, liquidity not above zero.
 * @example lmsrPrices({ quantities: [0, 0], liquidity: 100 }) // [0.5, 0.5]
 */
export function lmsrPrices(state: LmsrState): number[] {
  checkState(state);
  const { quantities, liquidity } = state;
  const largest = Math.max(...quantities);
  const terms = quantities.map((q) => Math.exp((q - largest) / liquidity));
  const total = sumOf(terms);
  return terms.map((term) => term / total);
}

/**
 * Cost of buying `trade[i]` claims of each outcome (negative sells), `C(q + trade) - C(q)` with
 * `C(q) = b ln sum exp(q_i/b)`, and the state after. Costs of consecutive trades add up, so splitting a trade changes
 * nothing; over any sequence the maker loses at most {@link lmsrWorstLoss}. In the claims' unit, within 1e-14 of the trade's
 * largest entry at every imbalance; never above that entry, never below the smallest.
 *
 * @throws {InvalidInputError} as `lmsrPrices`; a trade of another length, NaN or infinite, or one that leads beyond float64.
 * @example lmsrTrade({ quantities: [0, 0], liquidity: 100 }, [10, 0]).cost // 5.124947951
 */
export function lmsrTrade(
  state: LmsrState,
  trade: readonly number[],
): { readonly cost: number; readonly after: LmsrState } {
  checkState(state);
  checkNumbers('trade', trade);
  const { quantities, liquidity } = state;
  if (trade.length !== quantities.length) {
    throw new InvalidInputError({
      path: 'trade',
      observed: trade.length,
      allowed: `${quantities.length} entries, one an outcome`,
    });
  }
  const after = { liquidity, quantities: quantities.map((q, i) => q + trade[i]!) };
  checkNumbers('quantities after the trade', after.quantities);
  const [least, most] = [Math.min(...trade), Math.max(...trade)];
  const exact = most - least <= liquidity ? costOfSmall(state, trade, most) : costOfLarge(state, trade);
  return { cost: Math.min(most, Math.max(least, exact)), after };
}

/**
 * `t + b ln(1 + sum p_i (exp((t_i - t)/b) - 1))`, t the largest entry: keeps every digit of a tiny trade. Only while the
 * entries lie within b of each other; beyond, the sum comes near -1 and its logarithm would lose them.
 */
function costOfSmall(state: LmsrState, trade: readonly number[], most: number): number {
  const prices = lmsrPrices(state);
  const terms = trade.map((t, i) => prices[i]! * Math.expm1((t - most) / state.liquidity));
  return most + state.liquidity * Math.log1p(sumOf(terms));
}

/**
 * The difference of both states' `q_m + b ln(1 + rest)`, each taken from its own largest quantity: no term is larger than the
 * trade. Distances are those of the quantities plus those of the trade, so that a large common level costs no digits.
 */
function costOfLarge({ quantities, liquidity }: LmsrState, trade: readonly number[]): number {
  const distance = (i: number, from: number, moved: 0 | 1): number =>
    quantities[i]! - quantities[from]! + moved * (trade[i]! - trade[from]!);
  const largest = (moved: 0 | 1): number =>
    quantities.reduce((top, _, i) => (distance(i, top, moved) > 0 ? i : top), 0);
  const rest = (top: number, moved: 0 | 1): number =>
    Math.log1p(
      sumOf(quantities.map((_, i) => (i === top ? 0 : Math.exp(distance(i, top, moved) / liquidity)))),
    );
  const [before, after] = [largest(0), largest(1)];
  return distance(after, before, 0) + trade[after]! + liquidity * (rest(after, 1) - rest(before, 0));
}

/** Neumaier's compensated sum: a thousand small outcomes lose no digits. */
function sumOf(terms: readonly number[]): number {
  let [sum, lost] = [0, 0];
  for (const term of terms) {
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return sum + lost;
}

/**
 * The most the maker can lose from a fresh start with equal quantities, `b ln n`: what has to be set aside for it.
 *
 * @throws {InvalidInputError} outcomes other than an integer of two or more, liquidity not above zero.
 * @example lmsrWorstLoss({ outcomes: 2, liquidity: 100 }) // 69.31471805599453
 */
export function lmsrWorstLoss(input: { readonly outcomes: number; readonly liquidity: number }): number {
  checkObject('input', input);
  const { outcomes, liquidity } = input;
  checkInteger('outcomes', outcomes, 2);
  checkPositiveNumber('liquidity', liquidity);
  return liquidity * Math.log(outcomes);
}

function checkState(state: LmsrState): void {
  checkObject('state', state);
  checkNumbers('quantities', state.quantities, 2);
  checkPositiveNumber('liquidity', state.liquidity);
}
