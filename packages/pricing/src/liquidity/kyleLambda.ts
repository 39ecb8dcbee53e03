import { checkNumber, checkObjects } from '../units/checks.ts';
import { TooFewObservationsError } from '../volatility/errors.ts';

/** The price change of a period and the net flow that came with it. */
export interface FlowObservation {
  /** Change of the fresh-equivalent price, PAT. */
  readonly priceChange: number;
  /** Units bought less units sold at the taker's initiative. */
  readonly signedVolume: number;
}

/**
 * Kyle's lambda, the price impact of a unit: the least-squares slope of price change on signed volume (with intercept).
 *
 * @param observations at least 3. @returns PAT per unit; `undefined` when the signed volume never varies.
 * @throws {InvalidInputError} @throws {TooFewObservationsError}.
 * @example liquidity.kyleLambda([1, 2, 3].map((x) => ({ priceChange: x, signedVolume: 10 * x }))) // 0.1
 * @see Kyle, "Continuous Auctions and Insider Trading" (1985)
 */
export function kyleLambda(observations: readonly FlowObservation[]): number | undefined {
  checkObjects('observations', observations);
  const n = observations.length;
  if (n < 3) throw new TooFewObservationsError('kyleLambda (observations)', n, 3);
  let meanChange = 0;
  let meanVolume = 0;
  observations.forEach(({ priceChange, signedVolume }, i) => {
    checkNumber(`observations[${i}].priceChange`, priceChange, -1e100, 1e100);
    checkNumber(`observations[${i}].signedVolume`, signedVolume, -1e100, 1e100);
    meanChange += priceChange / n;
    meanVolume += signedVolume / n;
  });
  let covariance = 0;
  let variance = 0;
  for (const { priceChange, signedVolume } of observations) {
    covariance += (priceChange - meanChange) * (signedVolume - meanVolume);
    variance += (signedVolume - meanVolume) ** 2;
  }
  return variance === 0 ? undefined : covariance / variance;
}
