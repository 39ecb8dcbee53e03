/**
 * `pnpm --filter @phasegate/derivatives bench [--json]`: nanoseconds an option, and ratios to a hand-written loop measured
 * in the same run, because absolute times drift with the machine. Exits with 1 when a bar is missed.
 */
import {
  american,
  asianArithmetic,
  black76,
  black76Integer,
  black76Price,
  black76Prices,
  impliedVolatility,
} from '@phasegate/derivatives';
import { BlackScholes } from '@uqee/black-scholes';
import npm from 'black-scholes';
import { handWritten } from './handWritten.ts';

const ROWS = 20_000;
/** A fixed stream (the multiplier is Knuth's): the same book in every run. */
let state = 1n;
const uniform = (): number => {
  state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffff_ffff_ffff_ffffn;
  return Number(state >> 11n) / 2 ** 53;
};
const column = (f: (u: number) => number): Float64Array =>
  Float64Array.from({ length: ROWS }, () => f(uniform()));
const forward = column(() => 100);
const strike = column((u) => 100 * Math.exp(0.8 * (u - 0.5)));
const timeToExpiry = column((u) => 0.02 + 2 * u);
const rate = column((u) => 0.05 * u);
const volatility = column((u) => 0.1 + 0.7 * u);
const out = new Float64Array(ROWS);
const columns = { type: 'call' as const, forward, strike, timeToExpiry, rate, volatility };
const input = (i: number): Parameters<typeof black76>[0] => ({
  type: 'call',
  forward: forward[i]!,
  strike: strike[i]!,
  timeToExpiry: timeToExpiry[i]!,
  rate: rate[i]!,
  volatility: volatility[i]!,
});
const prices = black76Prices(columns);

/** What every loop adds its results to, so that none can be left out. */
let sink = 0;
const other = new BlackScholes();
const average = {
  type: 'call' as const,
  forwards: Array.from({ length: 24 }, () => 100),
  weights: Array.from({ length: 24 }, () => 1 / 24),
  fixingTimes: Array.from({ length: 24 }, (_, i) => 0.08 + i / 8760),
  strike: 100,
  rate: 0.02,
  volatility: 0.8,
};

/** Operations a call of `run` performs. */
interface Contestant {
  name: string;
  count: number;
  run: (i: number) => number;
}
const each = (name: string, count: number, run: (i: number) => number): Contestant => ({ name, count, run });
const HAND = 'hand-written loop (West)';
const KERNEL = 'black76Prices, columns';
const PRICE = 'black76Price';
const GREEKS = 'black76, price and 7 greeks';
const IMPLIED = 'impliedVolatility';

/** The loop bodies are written out: a shared callback would make every one of them an indirect call. */
const loops: Record<string, () => number> = {
  [HAND]: () => {
    handWritten(forward, strike, timeToExpiry, rate, volatility, out);
    return ROWS;
  },
  [KERNEL]: () => {
    black76Prices(columns, out);
    return ROWS;
  },
  [PRICE]: () => {
    for (let i = 0; i < ROWS; i += 1) sink += black76Price(input(i));
    return ROWS;
  },
  [GREEKS]: () => {
    for (let i = 0; i < ROWS; i += 1) {
      const { price, delta, gamma, vega, theta, rho } = black76(input(i));
      sink += price + delta + gamma + vega + theta + rho;
    }
    return ROWS;
  },
  [IMPLIED]: () => {
    for (let i = 0; i < ROWS; i += 1) {
      sink += impliedVolatility({
        type: 'call',
        forward: forward[i]!,
        strike: strike[i]!,
        timeToExpiry: timeToExpiry[i]!,
        rate: rate[i]!,
        price: prices[i]!,
      });
    }
    return ROWS;
  },
};
const slower: Contestant[] = [
  each('npm black-scholes, price', 2_000, (i) =>
    npm.blackScholes(100, strike[i]!, timeToExpiry[i]!, volatility[i]!, rate[i]!, 'call'),
  ),
  each(
    'npm @uqee/black-scholes, price and greeks',
    20_000,
    (i) =>
      other.option({
        type: 'call',
        underlying: 100,
        strike: strike[i]!,
        time: timeToExpiry[i]!,
        sigma: volatility[i]!,
        rate: rate[i]!,
      }).price,
  ),
  each('npm @uqee/black-scholes, implied volatility', 5_000, (i) =>
    other.sigma({
      type: 'call',
      underlying: 100,
      strike: strike[i]!,
      time: timeToExpiry[i]!,
      rate: rate[i]!,
      price: prices[i]!,
    }),
  ),
  each('black76Integer', 500, (i) =>
    Number(
      black76Integer({
        type: 'call',
        forward: 10n ** 20n,
        strike: BigInt(Math.round(strike[i]! * 1e9)) * 10n ** 9n,
        volatility: BigInt(Math.round(volatility[i]! * 1e9)) * 10n ** 9n,
        timeToExpiry: BigInt(Math.round(timeToExpiry[i]! * 31_536_000)),
        rounding: 'up',
      }),
    ),
  ),
  each('asianArithmetic, fast, 24 fixings', 200, () => asianArithmetic({ ...average, method: 'fast' }).price),
  each(
    'asianArithmetic, reference, 24 fixings',
    50,
    () => asianArithmetic({ ...average, method: 'reference' }).price,
  ),
  each(
    'american, put',
    2,
    (i) =>
      american({
        type: 'put',
        spot: 100,
        strike: strike[i]!,
        timeToExpiry: timeToExpiry[i]!,
        rate: 0.05,
        dividendYield: 0.02,
        volatility: volatility[i]!,
      }).price,
  ),
];
for (const { name, count, run } of slower) {
  loops[name] = () => {
    for (let i = 0; i < count; i += 1) sink += run(i);
    return count;
  };
}

/** Nanoseconds an operation: the best of interleaved rounds, so that a slow moment hits all alike. */
const best = new Map<string, number>();
for (let round = 0; round < 12; round += 1) {
  for (const [name, loop] of Object.entries(loops)) {
    const start = performance.now();
    const operations = loop();
    const each = ((performance.now() - start) * 1e6) / operations;
    if (round > 1) best.set(name, Math.min(best.get(name) ?? Number.POSITIVE_INFINITY, each));
  }
}
if (!Number.isFinite(sink)) throw new Error('a benchmarked function returned no number');

/** Bars of the specification, as ratios. */
const bars = [
  { name: `${KERNEL} / ${HAND}`, observed: best.get(KERNEL)! / best.get(HAND)!, atMost: 1.15 },
  { name: `${GREEKS} / ${PRICE}`, observed: best.get(GREEKS)! / best.get(PRICE)!, atMost: 2.5 },
  { name: `${GREEKS} / ${HAND}`, observed: best.get(GREEKS)! / best.get(HAND)!, atMost: 2.5 },
  { name: `${IMPLIED} / ${HAND}`, observed: best.get(IMPLIED)! / best.get(HAND)!, atMost: 10 },
];
const missed = bars.filter(({ observed, atMost }) => !(observed <= atMost)).map(({ name }) => name);

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ nanoseconds: Object.fromEntries(best), bars, missed }, undefined, 2));
} else {
  for (const [name, each] of best) {
    const ratio = (each / best.get(HAND)!).toFixed(2);
    console.log(
      `${name.padEnd(46)}${each.toFixed(each < 1000 ? 1 : 0).padStart(12)} ns${ratio.padStart(12)} x hand-written`,
    );
  }
  for (const { name, observed, atMost } of bars) {
    const verdict = observed <= atMost ? 'ok' : 'MISSED';
    console.log(`${name.padEnd(62)}${observed.toFixed(2).padStart(6)}  at most ${atMost}: ${verdict}`);
  }
}
process.exitCode = missed.length === 0 ? 0 : 1;
