import type { SpreadParameters } from './spreadParameters.ts';

/** Whether the market is in stress, and since when it has been calm enough to leave. */
export interface StressRegime {
  readonly stressed: boolean;
  /** Unix seconds of the first look with volatility below the exit level, undefined while above or out of stress. */
  readonly calmSince: number | undefined;
}

/**
 * The regime after a look at `now`: stress begins when volatility reaches `stressEntry` times the reference, ends when
 * it has been below `stressExit` times the reference at every look for `stressExitSeconds`.
 */
export function nextRegime(
  regime: StressRegime,
  volatility: number,
  now: number,
  p: SpreadParameters,
): StressRegime {
  const multiple = volatility / p.referenceDailyVolatility;
  if (multiple >= p.stressEntry) return { stressed: true, calmSince: undefined };
  if (!regime.stressed) return { stressed: false, calmSince: undefined };
  if (multiple >= p.stressExit) return { stressed: true, calmSince: undefined };
  const calmSince = regime.calmSince ?? now;
  return now - calmSince >= p.stressExitSeconds
    ? { stressed: false, calmSince: undefined }
    : { stressed: true, calmSince };
}
