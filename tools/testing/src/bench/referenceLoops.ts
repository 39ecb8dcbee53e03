import type { Timed } from './compare.ts';

const STEPS = 20_000;
const ONE = 10n ** 18n;

/** The reference of exact code: one step multiplies two amounts of 1e18 and divides by 1e18. */
export const bigintLoop: Timed = {
  name: 'a * b / 1e18 in bigint',
  run: () => {
    let product = ONE;
    for (let i = 0; i < STEPS; i += 1) product = (product * (ONE + BigInt(i & 7))) / ONE;
    if (product < ONE) throw new Error('the loop was left out');
    return STEPS;
  },
};

/** The reference of fast code: one step is a logarithm, an exponential and a division in float64. */
export const floatLoop: Timed = {
  name: 'exp(log(x) / y) in float64',
  run: () => {
    let sum = 0;
    for (let i = 1; i <= STEPS; i += 1) sum += Math.exp(Math.log(i) / (i + 1));
    if (!(sum > 0)) throw new Error('the loop was left out');
    return STEPS;
  },
};
