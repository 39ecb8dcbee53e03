/** Writes reference/black76.generated.json: options of the three accuracy regimes with their 60-digit values, rounded to float64. */
import { writeFileSync } from 'node:fs';
import type { BlackInput } from '@phasegate/derivatives';
import { black76Decimal } from '@phasegate/derivatives/reference';
import { uniformStream } from '@phasegate/risk/reference';

const ROWS = 300;
const between = (u: number, low: number, high: number): number => low + (high - low) * u;
const geometric = (u: number, low: number, high: number): number => low * (high / low) ** u;
const MINUTE = 1 / 525_600;

/** Deviations of ln(F/K), total volatility and years for one row of a regime. */
const regimes: Record<string, (u: () => number) => { z: number; s: number; years: number }> = {
  core: (u) => ({ z: between(u(), -3, 3), s: geometric(u(), 0.05, 2), years: geometric(u(), 1e-3, 10) }),
  wide: (u) => {
    const years = geometric(u(), MINUTE, 5);
    return { z: between(u(), -5, 5) * u(), s: geometric(u(), 0.01, 4) * Math.sqrt(years), years };
  },
  deep: (u) => {
    const years = geometric(u(), MINUTE, 5);
    const s = Math.min(geometric(u(), 0.01, 4) * Math.sqrt(years), 1.5);
    return { z: (u() < 0.5 ? -1 : 1) * between(u(), 5, 11.2), s, years };
  },
};

const table: Record<string, (BlackInput & Record<string, unknown>)[]> = {};
Object.entries(regimes).forEach(([regime, draw], stream) => {
  const u = uniformStream(stream);
  table[regime] = Array.from({ length: ROWS }, () => {
    const { z, s, years } = draw(u);
    const forward = 100 * Math.exp(z * s);
    const outOfTheMoney = forward < 100 ? 'call' : 'put';
    const input: BlackInput = {
      type: regime === 'deep' ? outOfTheMoney : u() < 0.5 ? 'call' : 'put',
      forward,
      strike: 100,
      timeToExpiry: years,
      rate: between(u(), -0.03, 0.1),
      volatility: s / Math.sqrt(years),
    };
    const value = black76Decimal(input);
    return { ...input, ...Object.fromEntries(Object.entries(value).map(([k, v]) => [k, v.toNumber()])) };
  });
});
const text = Object.entries(table).map(
  ([regime, rows]) => `"${regime}": [\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`,
);
writeFileSync(new URL('black76.generated.json', import.meta.url), `{\n${text.join(',\n')}\n}\n`);
