import type { Bps } from '@phasegate/pricing/units';
import { LimitDesk } from './limitDesk.ts';
import { MarketTrades } from './marketTrades.ts';
import type { RiskParameters } from './riskParameters.ts';
import { SpreadDesk } from './spreadDesk.ts';

/** The broker's risk desk: what its own trades have shown, the spreads it quotes and the limits it holds. */
export interface RiskDesk {
  /** By market. */
  readonly trades: readonly MarketTrades[];
  readonly spreads: SpreadDesk;
  readonly limits: LimitDesk;
  /** What the broker would take in a market without risk. */
  baseMarginBps: Bps;
}

export function riskDesk(parameters: RiskParameters, markets: number, baseMarginBps: Bps): RiskDesk {
  return {
    trades: Array.from({ length: markets }, () => new MarketTrades(parameters)),
    spreads: new SpreadDesk(parameters, markets, baseMarginBps),
    limits: new LimitDesk(parameters, markets),
    baseMarginBps,
  };
}
