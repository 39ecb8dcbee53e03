import {
  BPS,
  checkInteger,
  checkList,
  checkObject,
  checkOneOf,
  checkText,
  type MarketId,
  type Wad,
} from '@phasegate/pricing/units';
import { type Book, type BookMarket, checkedMarkets, instrumentValue } from './book.ts';
import { type StressScenario, stressScenarios } from './stressScenarios.ts';

/** What one scenario does to one participant, PAT wei. */
export interface StressedParticipant {
  readonly participant: string;
  /** Change of value from present prices: negative is a loss. */
  readonly profit: Wad;
  /** What it owes at settlement, 0 when it receives. */
  readonly owed: Wad;
  /** The part of `owed` that its collateral does not cover. */
  readonly uncovered: Wad;
}

export interface StressResult {
  readonly scenario: StressScenario;
  readonly settlementPrices: Readonly<Record<MarketId, Wad>>;
  /** Sum of profits over the book: 0 when both sides of every trade are in it. */
  readonly profit: Wad;
  /** Largest uncovered loss first, then by name. */
  readonly participants: readonly StressedParticipant[];
  readonly profitByMarket: Readonly<Record<MarketId, Wad>>;
  /** Sum of the uncovered losses of the scenario's defaulters: what the loss waterfall has to bear. */
  readonly shortfall: Wad;
}

/**
 * Runs a book through scenarios with full revaluation at each scenario's settlement prices:
 * `S = floor(P x demand x scarcity x freshness x (1 +/- k))`, P the index or the fallback price. Exact integers.
 *
 * Accounts that hold their worst-case margin are never uncovered, whatever the scenario.
 *
 * @param book positions, markets, collateral
 * @param scenarios default: the whole library
 * @returns one result a scenario, same order
 * @throws {InvalidInputError} a malformed book or scenario, a position in an unknown market
 * @example
 * // one short put of strike 100 in a market at 100, 20 posted: demand halves, 50 owed, 30 uncovered
 * stressBook({ markets: [{ market: 7, price: 100n as Wad, fallbackPrice: 100n as Wad, bandBps: 1000 as Bps }],
 *   positions: [{ participant: 'a', market: 7, expiry: 0, instrument: { kind: 'put', strike: 100n, quantity: -1n } }],
 *   collateral: { a: 20n as Wad } })[0].shortfall // 30n
 */
export function stressBook(
  book: Book,
  scenarios: readonly StressScenario[] = stressScenarios,
): readonly StressResult[] {
  const markets = checkedMarkets(book);
  checkList('scenarios', scenarios, 1);
  scenarios.forEach((scenario, i) => checkScenario(`scenarios[${i}]`, scenario));
  return scenarios.map((scenario) => {
    const prices = new Map([...markets].map(([name, market]) => [name, settlementPrice(market, scenario)]));
    const profits = new Map<string, { readonly profit: bigint; readonly value: bigint }>();
    const byMarket = new Map([...markets.keys()].map((name) => [name, 0n as Wad]));
    let profit = 0n;
    for (const { participant, market, instrument } of book.positions) {
      const value = instrumentValue(instrument, prices.get(market)!);
      const change = value - instrumentValue(instrument, markets.get(market)!.price);
      const sums = profits.get(participant) ?? { profit: 0n, value: 0n };
      profits.set(participant, { profit: sums.profit + change, value: sums.value + value });
      byMarket.set(market, (byMarket.get(market)! + change) as Wad);
      profit += change;
    }
    const participants = [...profits].map(([participant, sums]) => {
      const owed = sums.value < 0n ? -sums.value : 0n;
      const held = Object.hasOwn(book.collateral, participant) ? book.collateral[participant]! : 0n;
      return {
        participant,
        profit: sums.profit as Wad,
        owed: owed as Wad,
        uncovered: (owed > held ? owed - held : 0n) as Wad,
      };
    });
    participants.sort((a, b) =>
      a.uncovered === b.uncovered
        ? a.participant < b.participant
          ? -1
          : 1
        : a.uncovered > b.uncovered
          ? -1
          : 1,
    );
    return {
      scenario,
      settlementPrices: Object.fromEntries(prices),
      profit: profit as Wad,
      participants,
      profitByMarket: Object.fromEntries(byMarket),
      shortfall: participants.slice(0, scenario.defaulters).reduce((sum, p) => sum + p.uncovered, 0n) as Wad,
    };
  });
}

function settlementPrice(market: BookMarket, scenario: StressScenario): Wad {
  const start = scenario.settlement === 'fallback' ? market.fallbackPrice : market.price;
  const band = BigInt(
    scenario.manipulation === 'none'
      ? BPS
      : scenario.manipulation === 'up'
        ? BPS + market.bandBps
        : BPS - market.bandBps,
  );
  const factors =
    BigInt(scenario.demandBps) * BigInt(scenario.scarcityBps) * BigInt(scenario.freshnessBps) * band;
  return ((start * factors) / 10n ** 16n) as Wad;
}

function checkScenario(path: string, scenario: StressScenario): void {
  checkObject(path, scenario);
  checkText(`${path}.name`, scenario.name);
  for (const factor of ['demandBps', 'scarcityBps', 'freshnessBps'] as const) {
    checkInteger(`${path}.${factor}`, scenario[factor], 0, 1_000_000);
  }
  checkOneOf(`${path}.settlement`, scenario.settlement, ['index', 'fallback']);
  checkOneOf(`${path}.manipulation`, scenario.manipulation, ['none', 'up', 'down']);
  checkInteger(`${path}.defaulters`, scenario.defaulters, 0);
}
