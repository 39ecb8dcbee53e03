import {
  checkBigint,
  checkBoolean,
  checkObject,
  checkOneOf,
  checkUnixSeconds,
  mulDivDown,
  mulDivUp,
  type UnixSeconds,
  WAD,
  type Wad,
} from '@phasegate/pricing/units';
import { lotRequirement } from '@phasegate/risk';
import type { CallOption } from '../instrument/callOption.ts';
import type { PutOption } from '../instrument/putOption.ts';
import { black76Integer } from '../integer/black76Integer.ts';

/** What a market maker's price is made for: the series' forward and the time. */
export interface SeriesMarket {
  /** Wei per lot. */
  readonly forward: Wad;
  readonly now: UnixSeconds;
}

/** Price of one lot of a series: what it is made from. */
interface PremiumInput {
  readonly series: CallOption | PutOption;
  readonly market: SeriesMarket;
  /** Annualised volatility at scale 1e18. */
  readonly volatility: Wad;
  /** Half-spread at scale 1e18, at most 1.0. */
  readonly halfSpread: Wad;
  readonly takerBuys: boolean;
}

/**
 * Price of one lot in wei with a half-spread, never better for the taker than the model: a buyer pays
 * `ceil(value_up (1 + s))`, a seller receives `floor(value_down (1 - s))`, both within [0, worst payout].
 *
 * @throws {InvalidInputError} an input is malformed or out of range, or the series has expired.
 * @throws {CapBelowStrikeError} a cap below its strike.
 * @throws {StrikeTooFarError} as the integer pricer.
 */
export function premiumPerLot({ series, market, volatility, halfSpread, takerBuys }: PremiumInput): Wad {
  const worst = worstPayout(series);
  checkBoolean('takerBuys', takerBuys);
  checkBigint('halfSpread', halfSpread, 0n, WAD);
  checkObject('market', market);
  checkUnixSeconds('market.now', market.now);
  checkUnixSeconds('series.expiry', series.expiry, market.now);
  // The contract counts in 256-bit words; the one place where seconds become one.
  const timeToExpiry = BigInt(series.expiry - market.now);
  const { forward } = market;
  const value = (type: 'call' | 'put', strike: bigint, rounding: 'up' | 'down'): bigint =>
    black76Integer({ type, strike, volatility, rounding, forward, timeToExpiry });
  const toward = takerBuys ? 'up' : 'down';
  const away = takerBuys ? 'down' : 'up';
  const model =
    series.kind === 'put'
      ? value('put', series.strike, toward)
      : value('call', series.strike, toward) - value('call', series.cap, away);
  const spread = takerBuys
    ? mulDivUp(model, WAD + halfSpread, WAD)
    : mulDivDown(model > 0n ? model : 0n, WAD - halfSpread, WAD);
  return spread > worst ? worst : (spread as Wad);
}

/** The most one lot can pay, in wei: what its writer must hold. */
export function worstPayout(series: CallOption | PutOption): Wad {
  const worst = lotRequirement(series, 'short');
  checkOneOf('series.kind', series.kind, ['call', 'put']);
  return worst;
}
