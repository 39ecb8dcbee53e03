import { defaultSpreadParameters, type SeriesLeg, widenSpread, worstCaseMargin } from '@phasegate/risk';
import { bigintLoop, type Comparison, floatLoop, type Timed } from '@phasegate/testing';

const PAT = 10n ** 18n;

function legs(count: number): readonly SeriesLeg[] {
  return Array.from({ length: count }, (_, i): SeriesLeg => {
    const strike = BigInt(50 + ((i * 37) % 100)) * PAT;
    const quantity = BigInt(((i * 7) % 11) - 5) * 100n;
    return i % 2 === 0
      ? { kind: 'put', strike, quantity }
      : { kind: 'call', strike, cap: strike + 50n * PAT, quantity };
  });
}

/** One operation is a leg. */
function margin(count: number): Timed {
  const book = legs(count);
  return {
    name: `worst-case margin, a leg of ${count.toLocaleString('en')}`,
    run: () => {
      for (let i = 0; i < 1_600; i += count) worstCaseMargin(book);
      return 1_600;
    },
  };
}

const widening: Timed = {
  name: 'widenSpread',
  run: () => {
    for (let i = 0; i < 10_000; i += 1) widenSpread(quiet);
    return 10_000;
  },
};
const quiet: Parameters<typeof widenSpread>[0] = {
  inputs: {
    dailyVolatility: 0.1,
    quoteLifetimeSeconds: 60,
    liquidity: 500,
    adverseImpactBps: 3,
    utilisation: 0.9,
  },
  parameters: defaultSpreadParameters,
  state: {
    halfSpread: 400,
    at: 0,
    stressed: false,
    hotAt: undefined,
    volatility: undefined,
    liquidity: undefined,
  },
  now: 60,
};

/** The margin of a book of series, linear in its legs but for the sort (log2(1600) / log2(16) = 2.7 at most), and a spread. */
export function marginComparisons(): readonly Comparison[] {
  const [few, many] = [margin(16), margin(1_600)];
  return [
    { subject: few, reference: bigintLoop, atMost: 10 },
    { subject: many, reference: few, atMost: 2.7 },
    { subject: widening, reference: floatLoop, atMost: 80 },
  ];
}
