import {
  type Bps,
  demandPressure,
  fastQuotes,
  freshnessCurve,
  pricingParameters,
  quoteSegment,
  scarcityFactor,
  unpackKnots,
  type Wad,
} from '@phasegate/pricing';
import {
  ReferenceDecimal,
  referenceDemand,
  referenceFreshness,
  referenceQuote,
  referenceScarcity,
  toReference,
} from '@phasegate/pricing/reference';
import { type Comparison, floatLoop, type Timed } from '@phasegate/testing';

const COUNT = 4_096;
const WINDOW = 604_800;
const ISSUED = 1_700_000_000;
const MARGIN = 3_000 as Bps;
const curve = freshnessCurve({ family: 'exponential' });
const knots = unpackKnots(curve.table);

/** A fixed, evenly spread sequence in [0, 1): the golden ratio's multiples. */
function spread(i: number, stream: number): number {
  return ((i + 1) * 0.6180339887498949 * (stream + 1)) % 1;
}

const columns = ['baseValue', 'consumptionVelocity', 'supplyRate', 'mintRate', 'burnRate'] as const;
type Column = (typeof columns)[number];

function byColumn<T>(make: (name: Column, stream: number) => T): Record<Column, T> {
  return Object.fromEntries(columns.map((name, stream) => [name, make(name, stream)])) as unknown as Record<
    Column,
    T
  >;
}

/** The Wads among some parameters, converted. */
function convertWads<T extends object, N>(parameters: T, convert: (wad: bigint) => N): Record<keyof T, N> {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([key, value]) =>
      typeof value === 'bigint' ? [[key, convert(value)]] : [],
    ),
  ) as unknown as Record<keyof T, N>;
}

const micros = byColumn((_, stream) =>
  Array.from({ length: COUNT }, (_element, i) => 1 + Math.floor(spread(i, stream) * 1e8)),
);
const availability = Array.from({ length: COUNT }, (_, i) => Math.floor(spread(i, 5) * 1e6));
const ages = Array.from({ length: COUNT }, (_, i) => Math.floor(spread(i, 6) * WINDOW));

function exactRun(elasticity: string): () => number {
  const { demand, scarcity } = pricingParameters({ demand: { elasticity }, scarcity: { elasticity } });
  const wads = byColumn((name) => micros[name].map((micro) => (BigInt(micro) * 10n ** 12n) as Wad));
  const substitutes = availability.map((micro) => (BigInt(micro) * 10n ** 12n) as Wad);
  return () => {
    let sum = 0n;
    for (let i = 0; i < COUNT; i++) {
      const quote = quoteSegment({
        baseValue: wads.baseValue[i]!,
        curve: curve.table,
        issuedAt: ISSUED,
        windowSeconds: WINDOW,
        demand: demandPressure({
          consumptionVelocity: wads.consumptionVelocity[i]!,
          supplyRate: wads.supplyRate[i]!,
          parameters: demand,
        }),
        scarcity: scarcityFactor({
          mintRate: wads.mintRate[i]!,
          burnRate: wads.burnRate[i]!,
          substituteAvailability: substitutes[i]!,
          parameters: scarcity,
        }),
        marginBps: MARGIN,
        now: ISSUED + ages[i]!,
        quoteLifetimeSeconds: 60,
      });
      sum += quote.ask - quote.bid;
    }
    if (sum <= 0n) throw new Error('nothing was quoted');
    return COUNT;
  };
}

/** The same quotes in decimal.js at 40 digits, from inputs already converted and a curve already unpacked. */
function decimalRun(elasticity: string): () => number {
  const { demand, scarcity } = pricingParameters({ demand: { elasticity }, scarcity: { elasticity } });
  const demandParameters = convertWads(demand, toReference);
  const scarcityParameters = convertWads(scarcity, toReference);
  const decimals = byColumn((name) => micros[name].map((micro) => new ReferenceDecimal(micro).div(1e6)));
  const substitutes = availability.map((micro) => new ReferenceDecimal(micro).div(1e6));
  return () => {
    let last = new ReferenceDecimal(0);
    for (let i = 0; i < COUNT; i++) {
      const quote = referenceQuote({
        baseValue: decimals.baseValue[i]!,
        freshness: referenceFreshness(knots, ages[i]!, WINDOW),
        demand: referenceDemand({
          consumptionVelocity: decimals.consumptionVelocity[i]!,
          supplyRate: decimals.supplyRate[i]!,
          parameters: demandParameters,
        }),
        scarcity: referenceScarcity({
          mintRate: decimals.mintRate[i]!,
          burnRate: decimals.burnRate[i]!,
          substituteAvailability: substitutes[i]!,
          parameters: scarcityParameters,
        }),
        marginBps: MARGIN,
      });
      last = quote.ask.minus(quote.bid);
    }
    if (last.lte(0)) throw new Error('nothing was quoted');
    return COUNT;
  };
}

function float(wad: bigint): number {
  return Number(wad) / 1e18;
}

function fastRun(elasticity: number): () => number {
  const { demand, scarcity } = pricingParameters();
  const arrays = byColumn((name) => Float64Array.from(micros[name], (micro) => micro / 1e6));
  const input = {
    ...arrays,
    curve,
    windowSeconds: WINDOW,
    marginBps: MARGIN,
    demandParameters: { ...convertWads(demand, float), elasticity },
    scarcityParameters: { ...convertWads(scarcity, float), elasticity },
    substituteAvailability: Float64Array.from(availability, (micro) => micro / 1e6),
    ageSeconds: Float64Array.from(ages),
    ask: new Float64Array(COUNT),
    bid: new Float64Array(COUNT),
  };
  return () => {
    fastQuotes(input);
    if (!(input.ask[COUNT - 1]! > input.bid[COUNT - 1]!)) throw new Error('nothing was quoted');
    return COUNT;
  };
}

/** Quotes with all four factors, ask and bid, at the default elasticities and at 0.8. */
export function quoteComparisons(): readonly Comparison[] {
  return [1, 0.8].flatMap((elasticity) => {
    const timed = (path: string, run: () => number): Timed => ({
      name: `${path} quotes, elasticity ${elasticity}`,
      run,
    });
    const exact = timed('exact', exactRun(String(elasticity)));
    const decimal = timed('decimal.js', decimalRun(String(elasticity)));
    return [
      { subject: exact, reference: decimal, atMost: 0.2 },
      { subject: timed('fast', fastRun(elasticity)), reference: floatLoop, atMost: 9 },
    ];
  });
}
