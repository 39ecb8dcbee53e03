import type { UnixSeconds } from '@phasegate/pricing/units';
import type { SpreadParameters } from './spreadParameters.ts';

/** Whether the market is in stress, and when it was last too volatile to leave it. */
export interface StressRegime {
  readonly stressed: boolean;
  /** The last look with volatility at or above the exit level; undefined out of stress. */
  readonly hotAt: UnixSeconds | undefined;
}

/** Out of stress. */
export const CALM: StressRegime = { stressed: false, hotAt: undefined };

/**
 * The regime after a look at `now`: stress begins when volatility reaches `stressEntry` times the reference, and ends
 * `stressExitSeconds` after the last look at which it was at or above `stressExit` times the reference. A figure speaks
 * for the time since the look before, so looking more often changes nothing.
 */
export function nextRegime(
  regime: StressRegime,
  volatility: number,
  now: UnixSeconds,
  p: SpreadParameters,
): StressRegime {
  const multiple = volatility / p.referenceDailyVolatility;
  if (multiple >= p.stressEntry) return { stressed: true, hotAt: now };
  if (!regime.stressed) return CALM;
  if (multiple >= p.stressExit) return { stressed: true, hotAt: now };
  return now >= stressEnd(regime, p) ? CALM : regime;
}

/** The second at which a stress ends if volatility stays low. */
export function stressEnd(regime: StressRegime, p: SpreadParameters): UnixSeconds {
  return (regime.hotAt ?? 0) + p.stressExitSeconds;
}
