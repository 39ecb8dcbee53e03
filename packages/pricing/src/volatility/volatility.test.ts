import { Decimal } from 'decimal.js';
import { expect, test } from 'vitest';
import type { Bar } from '../discovery/bars.ts';
import { TimeRunsBackwardsError } from '../discovery/errors.ts';
import { InvalidInputError } from '../units/errors.ts';
import { InvalidBarError, TooFewObservationsError } from './errors.ts';
import { sp500 } from './sp500.test.support.ts';
import { volatility } from './volatility.ts';

const bar = (open: number, high: number, low: number, close: number, volume = 1): Bar => ({
  open,
  high,
  low,
  close,
  volume,
});
const one = [bar(100, 110, 100, 105)];
const LOG = { oc: Math.log(1.05), hl: Math.log(1.1), hc: Math.log(110 / 105) };

test('default: worked by hand', () => {
  expect(
    volatility.closeToClose([100, 110, 100].map((close) => bar(close, close, close, close))),
  ).toBeCloseTo(Math.SQRT2 * LOG.hl, 14);
  expect(volatility.parkinson(one)).toBeCloseTo(LOG.hl / (2 * Math.sqrt(Math.LN2)), 14);
  expect(volatility.garmanKlass(one)).toBeCloseTo(
    Math.sqrt(LOG.hl ** 2 / 2 - (2 * Math.LN2 - 1) * LOG.oc ** 2),
    14,
  );
  expect(volatility.rogersSatchell(one)).toBeCloseTo(Math.sqrt(LOG.hc * LOG.hl), 14);
  expect(volatility.ewma([0.01, 0.02], { lambda: 0.94 })).toBeCloseTo(Math.sqrt(0.94e-4 + 0.06 * 4e-4), 16);
});

test('behavior: the rounded figures of the documentation', () => {
  expect(volatility.closeToClose([100, 110, 100].map((c) => bar(c, c, c, c))).toFixed(4)).toBe('0.1348');
  expect(volatility.parkinson([bar(100, 110, 100, 100)]).toFixed(4)).toBe('0.0572');
  expect(volatility.garmanKlass(one).toFixed(4)).toBe('0.0602');
  expect(volatility.rogersSatchell(one).toFixed(4)).toBe('0.0666');
  expect(volatility.ewma([0.01, 0.02], { lambda: 0.94 }).toFixed(6)).toBe('0.010863');
});

test('behavior: bars that never move have no volatility', () => {
  const still = [1, 2, 3].map(() => bar(5, 5, 5, 5));
  for (const name of ['closeToClose', 'parkinson', 'garmanKlass', 'rogersSatchell', 'yangZhang'] as const) {
    expect(volatility[name](still)).toBe(0);
  }
});

/** Float64 sums of 5,000 terms against 25 digits. */
const AGREEMENT = 1e-12;

test('behavior: an independent 25-digit implementation agrees on 5,105 real days of the S&P 500', () => {
  const D = Decimal.clone({ precision: 25 });
  const days = sp500();
  expect(days).toHaveLength(5_105);
  // Logarithms of prices rather than of ratios, variances by raw moments rather than about the mean.
  const logs = days.map(({ open, high, low, close }) => ({
    o: new D(open).ln(),
    h: new D(high).ln(),
    l: new D(low).ln(),
    c: new D(close).ln(),
  }));
  const sum = (values: readonly Decimal[]): Decimal =>
    values.reduce((total, value) => total.plus(value), new D(0));
  const squares = (values: readonly Decimal[]): Decimal => sum(values.map((value) => value.times(value)));
  const variance = (values: readonly Decimal[]): Decimal =>
    squares(values)
      .minus(sum(values).pow(2).div(values.length))
      .div(values.length - 1);
  const n = logs.length;
  const rest = logs.slice(1);
  const returns = rest.map((day, i) => day.c.minus(logs[i]!.c));
  const rs = (list: typeof logs): Decimal =>
    sum(
      list.map(({ o, h, l, c }) =>
        h
          .minus(c)
          .times(h.minus(o))
          .plus(l.minus(c).times(l.minus(o))),
      ),
    ).div(list.length);
  const ranges = squares(logs.map(({ h, l }) => h.minus(l)));
  const bodies = squares(logs.map(({ o, c }) => c.minus(o)));
  const m = rest.length;
  const k = new D('0.34').div(new D('1.34').plus(new D(m + 1).div(m - 1)));
  const overnight = variance(rest.map((day, i) => day.o.minus(logs[i]!.c)));
  const inDay = variance(rest.map((day) => day.c.minus(day.o)));
  // The weights of the recursion written out: (1 - lambda) lambda^(n - i), the seed's lambda^(n - 1).
  const lambda = new D('0.94');
  let ewma = new D(0);
  let weight = new D(1);
  for (let i = m - 1; i >= 0; i--) {
    ewma = ewma.plus(
      returns[i]!.pow(2)
        .times(weight)
        .times(i === 0 ? 1 : new D(1).minus(lambda)),
    );
    weight = weight.times(lambda);
  }
  const independent = {
    closeToClose: variance(returns),
    parkinson: ranges.div(new D(2).ln().times(4 * n)),
    garmanKlass: ranges.div(2 * n).minus(bodies.times(new D(2).ln().times(2).minus(1)).div(n)),
    rogersSatchell: rs(logs),
    yangZhang: overnight.plus(k.times(inDay)).plus(new D(1).minus(k).times(rs(rest))),
  };
  for (const [name, truth] of Object.entries(independent)) {
    const figure = volatility[name as keyof typeof independent](days);
    expect([name, Math.abs(figure / truth.sqrt().toNumber() - 1) < AGREEMENT]).toEqual([name, true]);
  }
  const floats = returns.map((value) => value.toNumber());
  expect(Math.abs(volatility.ewma(floats, { lambda: 0.94 }) / ewma.sqrt().toNumber() - 1)).toBeLessThan(
    AGREEMENT,
  );
  // Daily volatility of the index in these years, as anyone would recognise it: about 1.25 %.
  expect(volatility.closeToClose(days)).toBeCloseTo(0.0125, 3);
});

/** Mulberry32: a seeded generator, so that the simulation is the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  };
}
const STEPS = 64;
function simulatedDay(random: () => number, openLog: number, sigma: number): Bar {
  let [x, high, low] = [openLog, openLog, openLog];
  const step = sigma / Math.sqrt(STEPS);
  for (let i = 0; i < STEPS; i++) {
    const next = x + step * Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
    // Extremes of a Brownian bridge between the two ends, so that the path counts as continuous.
    const reach = (u: number): number => Math.sqrt((next - x) ** 2 - 2 * step ** 2 * Math.log(u));
    high = Math.max(high, (x + next + reach(random())) / 2);
    low = Math.min(low, (x + next - reach(random())) / 2);
    x = next;
  }
  return bar(Math.exp(openLog), Math.exp(high), Math.exp(low), Math.exp(x));
}
function meanAndVariance(values: readonly number[]): readonly [number, number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean, values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length];
}
const SIGMA = 0.01;
const SAMPLES = 20_000;
/** About four standard errors of a variance estimated from so many heavy-tailed samples. */
const SAMPLING = 0.1;

test.each([
  ['parkinson', 4.91],
  ['garmanKlass', 7.4],
  ['rogersSatchell', 6.0],
] as const)(
  'behavior: %s is unbiased and %d times as efficient as close-to-close, as published',
  (name, published) => {
    const random = seeded(7);
    const variances = Array.from(
      { length: SAMPLES },
      () => volatility[name]([simulatedDay(random, 0, SIGMA)]) ** 2,
    );
    const [mean, variance] = meanAndVariance(variances);
    expect(Math.abs(mean / SIGMA ** 2 - 1)).toBeLessThan(0.02);
    // One squared normal return has the variance 2 sigma^4.
    expect(Math.abs((2 * SIGMA ** 4) / variance / published - 1)).toBeLessThan(SAMPLING);
  },
);

test('behavior: yangZhang over two days with opening jumps reaches its published peak efficiency of 14', () => {
  const random = seeded(11);
  // The share of the opening jump at which two days are most efficient (equation 11 of the paper).
  const jump = 0.071;
  const variances = Array.from({ length: SAMPLES }, () => {
    const days: Bar[] = [bar(1, 1, 1, 1)];
    for (let day = 0; day < 2; day++) {
      const gap =
        SIGMA * Math.sqrt(jump) * Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
      days.push(simulatedDay(random, Math.log(days.at(-1)!.close) + gap, SIGMA * Math.sqrt(1 - jump)));
    }
    return volatility.yangZhang(days) ** 2;
  });
  const [mean, variance] = meanAndVariance(variances);
  expect(Math.abs(mean / SIGMA ** 2 - 1)).toBeLessThan(0.02);
  // Two centred returns have the variance 2 sigma^4 / (n - 1).
  expect(Math.abs((2 * SIGMA ** 4) / variance / 14 - 1)).toBeLessThan(SAMPLING);
});

test('behavior: drift misleads parkinson and not rogersSatchell or yangZhang', () => {
  const random = seeded(3);
  const drift = 2 * SIGMA;
  let log = 0;
  const days = Array.from({ length: 4_000 }, () => {
    let [x, high, low] = [log, log, log];
    const open = log;
    for (let i = 0; i < 512; i++) {
      x +=
        drift / 512 +
        (SIGMA / Math.sqrt(512)) * Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
      high = Math.max(high, x);
      low = Math.min(low, x);
    }
    log = x;
    return bar(Math.exp(open), Math.exp(high), Math.exp(low), Math.exp(x));
  });
  expect(volatility.parkinson(days) / SIGMA).toBeGreaterThan(1.3);
  // A path watched 512 times a day understates its extremes by a few per cent.
  expect(volatility.rogersSatchell(days) / SIGMA).toBeCloseTo(0.97, 1);
  expect(volatility.yangZhang(days) / SIGMA).toBeCloseTo(0.97, 1);
});

test('behavior: ticks a period apart are the series, ticks of one second are one, gaps forget', () => {
  const prices = [100, 103, 99, 104, 104, 101];
  const returns = prices.slice(1).map((price, i) => Math.log(price / prices[i]!));
  const ticks = prices.map((price, i) => ({ at: i * 60, price }));
  const options = { lambda: 0.9, tauSeconds: 60 };
  const expected = volatility.ewma(returns, options);
  expect(volatility.ewmaOfTicks(ticks, options)).toBeCloseTo(expected, 14);
  const doubled = ticks.flatMap((tick) => [{ at: tick.at, price: 1 }, tick]);
  expect(volatility.ewmaOfTicks(doubled, options)).toBeCloseTo(expected, 14);
  const late = [...ticks, { at: 1e9, price: 102 }];
  expect(volatility.ewmaOfTicks(late, options)).toBeCloseTo(
    Math.abs(Math.log(102 / 101)) / Math.sqrt((1e9 - 300) / 60),
    14,
  );
});

test('behavior: irregular ticks of a random walk give its volatility', () => {
  const random = seeded(5);
  let [at, log] = [0, 0];
  const ticks = Array.from({ length: 20_000 }, () => {
    const gap = 1 + Math.floor(random() * 600);
    at += gap;
    log +=
      SIGMA * Math.sqrt(gap / 3_600) * Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
    return { at, price: Math.exp(log) };
  });
  // A memory of 1,000 ticks or so: the standard error is about 3 %.
  expect(volatility.ewmaOfTicks(ticks, { lambda: 0.99, tauSeconds: 3_600 }) / SIGMA).toBeGreaterThan(0.88);
  expect(volatility.ewmaOfTicks(ticks, { lambda: 0.99, tauSeconds: 3_600 }) / SIGMA).toBeLessThan(1.12);
});

const bad: readonly (readonly [string, Partial<Record<keyof Bar, unknown>>])[] = [
  ['a zero price', { low: 0 }],
  ['a negative price', { open: -1 }],
  ['a NaN price', { close: Number.NaN }],
  ['an infinite price', { high: Number.POSITIVE_INFINITY }],
  ['a high below the close', { high: 104 }],
  ['a low above the open', { low: 101 }],
  ['a negative volume', { volume: -1 }],
  ['a missing volume', { volume: undefined }],
  ['a text price', { open: '100' }],
];
test.each(bad)('error: InvalidBarError for %s', (_, wrong) => {
  const bars = [...one, ...one, { ...one[0]!, ...wrong } as Bar];
  for (const name of ['closeToClose', 'parkinson', 'garmanKlass', 'rogersSatchell', 'yangZhang'] as const) {
    expect(() => volatility[name](bars)).toThrow(InvalidBarError);
  }
  expect(() => volatility.parkinson([null as unknown as Bar])).toThrow(InvalidBarError);
});

test('error: TooFewObservationsError', () => {
  expect(() => volatility.closeToClose([...one, ...one])).toThrow(TooFewObservationsError);
  expect(() => volatility.yangZhang([...one, ...one])).toThrow(TooFewObservationsError);
  for (const name of ['parkinson', 'garmanKlass', 'rogersSatchell'] as const) {
    expect(() => volatility[name]([])).toThrow(TooFewObservationsError);
  }
  expect(() => volatility.ewma([], { lambda: 0.9 })).toThrow(TooFewObservationsError);
  expect(() => volatility.ewmaOfTicks([{ at: 1, price: 1 }], { lambda: 0.9, tauSeconds: 1 })).toThrow(
    TooFewObservationsError,
  );
});

test('error: InvalidInputError and TimeRunsBackwardsError', () => {
  expect(() => volatility.parkinson(undefined as unknown as Bar[])).toThrow(InvalidInputError);
  for (const lambda of [-0.1, 1, Number.NaN])
    expect(() => volatility.ewma([0.1], { lambda })).toThrow(InvalidInputError);
  expect(() => volatility.ewma([Number.NaN], { lambda: 0.9 })).toThrow(InvalidInputError);
  const ticks = [
    { at: 5, price: 1 },
    { at: 4, price: 1 },
  ];
  expect(() => volatility.ewmaOfTicks(ticks, { lambda: 0.9, tauSeconds: 1 })).toThrow(TimeRunsBackwardsError);
  expect(() => volatility.ewmaOfTicks([{ at: 5, price: 0 }], { lambda: 0.9, tauSeconds: 1 })).toThrow(
    InvalidInputError,
  );
  expect(() => volatility.ewmaOfTicks(ticks, { lambda: 0.9, tauSeconds: 0 })).toThrow(InvalidInputError);
});
