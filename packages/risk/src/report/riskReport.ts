import {
  checkFields,
  InvalidInputError,
  type MarketId,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import type { ExposureUse } from '../exposure/exposureUse.ts';
import { type LossPoint, lossProfile } from '../series/lossProfile.ts';
import type { SeriesLeg } from '../series/seriesTerms.ts';
import { type Book, checkedMarkets } from '../stress/book.ts';
import { type StressResult, stressBook } from '../stress/stressBook.ts';
import { type StressScenario, stressScenarios } from '../stress/stressScenarios.ts';
import { confidenceUnits } from '../valueAtRisk/confidence.ts';
import { expectedShortfall } from '../valueAtRisk/expectedShortfall.ts';
import { historicalValueAtRisk } from '../valueAtRisk/historicalValueAtRisk.ts';
import { type RiskContributions, riskContributions } from '../valueAtRisk/riskContributions.ts';
import { scenarioPnl } from '../valueAtRisk/scenarioPnl.ts';
import { type BookPricer, checkPricer, settlementPricer } from './bookPricer.ts';
import { revaluedProfits } from './revaluedProfits.ts';

/** A participant's margin in one market and expiry. */
export interface MarginLine {
  readonly participant: string;
  readonly market: MarketId;
  readonly expiry: UnixSeconds;
  /** Worst-case loss of its bounded legs, PAT wei. */
  readonly worstCase: Wad;
  readonly profile: readonly LossPoint[];
}

/** Everything a risk committee reads about one participant's book, as data. */
export interface RiskReport {
  readonly title: string;
  readonly participant: string;
  readonly alpha: number;
  /** How every position was repriced in every scenario: the pricer's `method`. */
  readonly method: string;
  /** PAT, losses positive. */
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
  /** Profit in each historical scenario, PAT, in the order of the returns. */
  readonly pnl: readonly number[];
  /** Expected shortfall by market, PAT; the components add up to its total. */
  readonly contributions: readonly {
    readonly market: MarketId;
    readonly component: number;
  }[];
  readonly stress: readonly {
    readonly name: string;
    readonly description: string;
    readonly profit: Wad;
    readonly shortfall: Wad;
  }[];
  readonly margins: readonly MarginLine[];
  readonly exposure: readonly ExposureUse[];
}

const FIELDS = [
  'title',
  'participant',
  'book',
  'returns',
  'alpha',
  'pricer',
  'exposure',
  'scenarios',
] as const satisfies readonly (keyof Parameters<typeof riskReport>[0])[];

/**
 * The risk report of a participant's book: historical value at risk and expected shortfall, the shortfall
 * by market, the stress library, worst-case margins with their loss profiles, and exposure against
 * limits (as given). Estimates in PAT (float64), money in PAT wei.
 *
 * Every position is repriced in full in every scenario, by its payoff unless another pricer is given: a written put far
 * out of the money has the losses of the scenarios that reach it. The payoff takes today's price and the scenario's as
 * settlement prices, which is what the margins and the stress library do too; `blackBookPricer` of
 * `@phasegate/derivatives` counts time value.
 *
 * @param input.returns scenario after scenario, one return for each of the book's markets in its order (0.01 = 1 %), at
 *   least -1
 * @param input.pricer default {@link settlementPricer}
 * @param input.exposure uses of nodes worth showing, from `ExposureTree.use`
 * @param input.alpha confidence level, default 0.99
 * @throws {InvalidInputError} a malformed book, returns of the wrong length or below -1, a participant without
 *   positions, a pricer that gives no finite number
 * @example see the package README: "A report"
 */
export function riskReport(input: {
  readonly title: string;
  readonly participant: string;
  readonly book: Book;
  readonly returns: Float64Array;
  readonly alpha?: number;
  readonly pricer?: BookPricer;
  readonly exposure?: readonly ExposureUse[];
  readonly scenarios?: readonly StressScenario[];
}): RiskReport {
  checkFields('input', input, FIELDS);
  const markets = checkedMarkets(input.book);
  const alpha = input.alpha ?? 0.99;
  confidenceUnits(alpha);
  const own = input.book.positions.filter((position) => position.participant === input.participant);
  if (own.length === 0) {
    throw new InvalidInputError({
      path: 'participant',
      observed: input.participant,
      allowed: 'a participant with positions in the book',
    });
  }
  const pricer = input.pricer ?? settlementPricer;
  checkPricer(pricer);
  // One unit of each market's profit: contributions of markets are then parts of fully repriced losses.
  const exposures = new Float64Array(markets.size).fill(1);
  const set = { exposures, returns: revaluedProfits(own, markets, input.returns, pricer) };
  const pnl = scenarioPnl(set);
  const parts: RiskContributions = riskContributions({
    ...set,
    alpha,
    measure: 'expectedShortfall',
    method: 'exact',
  });
  const results = stressBook(input.book, input.scenarios ?? stressScenarios);
  return {
    title: input.title,
    participant: input.participant,
    alpha,
    method: pricer.method,
    valueAtRisk: historicalValueAtRisk(pnl, { alpha, method: 'exact' }),
    expectedShortfall: expectedShortfall(pnl, { alpha, method: 'exact' }),
    pnl: [...pnl],
    contributions: [...markets.keys()].map((market, i) => ({
      market,
      component: parts.components[i]!,
    })),
    stress: results.map((result) => stressLine(result, input.participant)),
    margins: marginLines(own),
    exposure: input.exposure ?? [],
  };
}

function stressLine(result: StressResult, participant: string): RiskReport['stress'][number] {
  const own = result.participants.find((p) => p.participant === participant)!;
  const { name, description } = result.scenario;
  return { name, description, profit: own.profit, shortfall: own.uncovered };
}

function marginLines(positions: Book['positions']): readonly MarginLine[] {
  const groups = new Map<
    string,
    { market: MarketId; expiry: UnixSeconds; participant: string; legs: SeriesLeg[] }
  >();
  for (const { participant, market, expiry, instrument } of positions) {
    if (instrument.kind === 'forward') continue;
    const key = JSON.stringify([market, expiry]);
    const group = groups.get(key) ?? { market, expiry, participant, legs: [] };
    group.legs.push(instrument);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ market, expiry, participant, legs }) => {
    const profile = lossProfile(legs);
    const worstCase = profile.reduce((worst, point) => (point.loss > worst ? point.loss : worst), 0n as Wad);
    return { participant, market, expiry, worstCase, profile };
  });
}
