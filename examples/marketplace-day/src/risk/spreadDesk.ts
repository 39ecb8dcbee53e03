import { type Bps, halfSpreadFromMargin, marginBpsFromHalfSpread } from '@phasegate/pricing';
import type { UnixSeconds, Wad } from '@phasegate/pricing/units';
import { type SpreadInputs, type SpreadState, type WidenedSpread, widenSpread } from '@phasegate/risk';
import type { RiskParameters } from './riskParameters.ts';

/** A market's spread of a day, and the margin that carries it to the chain. */
export interface SpreadOfDay {
  readonly at: UnixSeconds;
  readonly market: number;
  readonly widened: WidenedSpread;
  /** Broker margin to quote with: the widened half-spread, moved to as far as a day allows. */
  readonly marginBps: Bps;
  /** The margin of the day before. */
  readonly before: Bps;
}

/** What a market looks like at the end of a day. */
export type DayOfMarket = Pick<
  SpreadInputs,
  'dailyVolatility' | 'liquidity' | 'adverseImpactBps' | 'utilisation'
>;

/** Widens the spreads of all markets once a day and converts them to margins. */
export class SpreadDesk {
  readonly #parameters: RiskParameters;
  readonly #states: (SpreadState | undefined)[] = [];
  readonly #margins: Bps[];
  readonly #halted = new Set<number>();

  constructor(parameters: RiskParameters, markets: number, marginBps: Bps) {
    this.#parameters = parameters;
    this.#margins = Array.from({ length: markets }, () => marginBps);
  }

  /**
   * The spread of a market for the day that begins at `now`.
   *
   * @param baseMarginBps the broker's own margin, whose half-spread is the fee: risk only ever adds to it.
   */
  day(market: number, inputs: DayOfMarket, baseMarginBps: Bps, now: UnixSeconds): SpreadOfDay {
    const { spread, dailyMarginMoveBps } = this.#parameters;
    const widened = widenSpread({
      // What is quoted stands until tomorrow.
      inputs: { ...inputs, quoteLifetimeSeconds: 86_400 },
      parameters: { ...spread, feeBps: Number(halfSpreadFromMargin(baseMarginBps)) / 1e14 },
      state: this.#states[market - 1],
      now,
    });
    const before = this.#margins[market - 1]!;
    const target = marginBpsFromHalfSpread((BigInt(widened.halfSpreadBps) * 10n ** 14n) as Wad);
    const marginBps = within(target, before - dailyMarginMoveBps, before + dailyMarginMoveBps);
    this.#states[market - 1] = widened.state;
    this.#margins[market - 1] = marginBps;
    if (widened.halted) this.#halted.add(market);
    else this.#halted.delete(market);
    return { at: now, market, widened, marginBps, before };
  }

  /** Whether a market's spread should be wider than the maximum: nothing new is quoted in it today. */
  isHalted(market: number): boolean {
    return this.#halted.has(market);
  }

  /** Brings a market's margin within the marketplace's band around the broker's. */
  holdInBand(market: number, brokerMarginBps: Bps, marginBandBps: number): Bps {
    const held = within(
      this.#margins[market - 1]!,
      brokerMarginBps - marginBandBps,
      brokerMarginBps + marginBandBps,
    );
    this.#margins[market - 1] = held;
    return held;
  }
}

/** The margin of all markets together, by what they sell: what new listings are stamped with. */
export function listingMargin(
  markets: readonly { readonly marginBps: Bps; readonly volume: bigint }[],
  current: Bps,
  parameters: Pick<RiskParameters, 'dailyMarginMoveBps'>,
): Bps {
  const volume = markets.reduce((sum, market) => sum + market.volume, 0n);
  if (volume === 0n) return current;
  const weighted = markets.reduce((sum, market) => sum + BigInt(market.marginBps) * market.volume, 0n);
  const { dailyMarginMoveBps } = parameters;
  return within(Number(weighted / volume), current - dailyMarginMoveBps, current + dailyMarginMoveBps);
}

const within = (value: number, lowest: number, highest: number): Bps =>
  Math.max(0, Math.min(5_000, highest, Math.max(lowest, value))) as Bps;
