import { unpackKnots } from '@phasegate/pricing';
import { TooManyCurvesError } from '@phasegate/pricing/refusals';
import type { SpotMarketState } from '../state/spotMarketState.ts';

/** Numbers a curve may have: a segment's slot keeps eight bits of it. */
export const MAX_CURVES = 256;

/**
 * Adds a curve for ever.
 *
 * @param table the curve's word, as {@link freshnessCurve} and {@link packKnots} make it.
 * @returns its number, from 0 to 255. @throws {InvalidCurveError} on anything but a curve's word.
 * @throws {TooManyCurvesError} when there are 256.
 * @example addCurve(state, 2n ** 256n - 1n) // 2: the third, a flat one
 */
export function addCurve(state: SpotMarketState, table: bigint): number {
  unpackKnots(table);
  if (state.curves.length === MAX_CURVES) throw new TooManyCurvesError(MAX_CURVES);
  return state.curves.push(table) - 1;
}
