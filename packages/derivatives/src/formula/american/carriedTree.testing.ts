import { blackPriceKernel } from '../black/black76Price.ts';
import type { AmericanInput } from './american.ts';

/**
 * Another method altogether: a binomial tree carried along by the forward, `S(n, j) = S e^{(r-q) t} u^(2j - n)`, whose
 * probabilities stay between 0 and 1 for any rates and volatility, with Black's value one step before expiry (Broadie and
 * Detemple, 1996). What exercise after so long could still earn is left out: at most e^-18 of the payoff.
 */
export function carriedTree(input: AmericanInput, steps: number): number {
  const { spot, strike, rate, dividendYield, volatility } = input;
  const sign = input.type === 'call' ? 1 : -1;
  const earned = input.type === 'call' ? dividendYield : rate;
  const time = earned > 0 ? Math.min(input.timeToExpiry, 18 / earned) : input.timeToExpiry;
  const dt = time / steps;
  const rise = volatility * Math.sqrt(dt);
  const p = 1 / (1 + Math.exp(rise));
  const discount = Math.exp(-rate * dt);
  const levels = Float64Array.from({ length: 2 * steps + 1 }, (_, i) => spot * Math.exp((i - steps) * rise));
  const carry = (step: number): number => Math.exp((rate - dividendYield) * dt * step);
  const payoff = (price: number): number => sign * (price - strike);
  const next = carry(1);
  let carried = carry(steps - 1);
  const values = Float64Array.from({ length: steps }, (_, j) => {
    const price = carried * levels[2 * j + 1]!;
    return Math.max(blackPriceKernel(sign, price * next, strike, dt, rate, volatility), payoff(price));
  });
  for (let step = steps - 2; step >= 0; step -= 1) {
    carried = carry(step);
    for (let j = 0; j <= step; j += 1) {
      const held = discount * (p * values[j + 1]! + (1 - p) * values[j]!);
      values[j] = Math.max(held, payoff(carried * levels[steps + 2 * j - step]!));
    }
  }
  return values[0]!;
}
