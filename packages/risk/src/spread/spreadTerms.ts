import { checkNumber, checkObject, type Seconds } from '@phasegate/pricing/units';
import type { FractionalBps, SpreadParameters } from './spreadParameters.ts';

/** What the market looks like at the moment of a quote. */
export interface SpreadInputs {
  /** Fresh-equivalent volatility a day (0.1 = 10 %), or undefined when the feed is silent. */
  readonly dailyVolatility: number | undefined;
  /** Life of the quote in seconds. */
  readonly quoteLifetimeSeconds: Seconds;
  /** L, for example depth at 2 %, in the unit of `referenceLiquidity`; zero halts, undefined when the feed is silent. */
  readonly liquidity: number | undefined;
  /** Average post-trade move against the broker, bps; negative counts as 0 (see `adverseImpactBps`). */
  readonly adverseImpactBps: FractionalBps;
  /** Use of the fullest limit after the trade (`ExposureTree.utilisation`); 1 is full, more is a breach. */
  readonly utilisation: number;
}

/** One addend of the target half-spread. */
export interface SpreadTerm {
  readonly name: 'fee' | 'volatility' | 'illiquidity' | 'adverse' | 'exposure' | 'stress';
  readonly bps: FractionalBps;
}

const DAY_SECONDS = 86_400;

/** The terms of the unclipped target; their sum is the target. Each is zero or more and may be infinite. */
export function spreadTerms(
  inputs: Omit<SpreadInputs, 'dailyVolatility' | 'liquidity'> & {
    readonly volatility: number;
    readonly liquidity: number;
  },
  stressed: boolean,
  p: SpreadParameters,
): readonly SpreadTerm[] {
  const over = (inputs.utilisation - p.softUtilisation) / (1 - p.softUtilisation);
  const terms: SpreadTerm[] = [
    { name: 'fee', bps: p.feeBps },
    {
      name: 'volatility',
      bps:
        1e4 * p.volatilityWeight * inputs.volatility * Math.sqrt(inputs.quoteLifetimeSeconds / DAY_SECONDS),
    },
    {
      name: 'illiquidity',
      // A weight of 0 switches the term off, also at liquidity 0 where the ratio is infinite.
      bps:
        p.illiquidityBps === 0
          ? 0
          : p.illiquidityBps * (Math.sqrt(Math.max(1, p.referenceLiquidity / inputs.liquidity)) - 1),
    },
    { name: 'adverse', bps: Math.max(0, inputs.adverseImpactBps) },
    {
      name: 'exposure',
      bps: over <= 0 || p.exposureBps === 0 ? 0 : p.exposureBps * over * over,
    },
  ];
  // A multiplier of 1 adds nothing, also to an infinite sum.
  if (stressed && p.stressMultiplier > 1) {
    const calm = terms.reduce((sum, term) => sum + term.bps, 0);
    terms.push({ name: 'stress', bps: (p.stressMultiplier - 1) * calm });
  }
  return terms;
}

export function checkSpreadInputs(inputs: SpreadInputs): void {
  checkObject('inputs', inputs);
  const most = Number.MAX_VALUE;
  if (inputs.dailyVolatility !== undefined) {
    checkNumber('inputs.dailyVolatility', inputs.dailyVolatility, 0, most);
  }
  checkNumber('inputs.quoteLifetimeSeconds', inputs.quoteLifetimeSeconds, 0, most);
  if (inputs.liquidity !== undefined) checkNumber('inputs.liquidity', inputs.liquidity, 0, most);
  checkNumber('inputs.adverseImpactBps', inputs.adverseImpactBps, -most, most);
  if (inputs.utilisation !== Number.POSITIVE_INFINITY) {
    checkNumber('inputs.utilisation', inputs.utilisation, 0, most);
  }
}
