import { checkObject } from '@phasegate/pricing/units';
import type { WidenedSpread } from './widenSpread.ts';

/**
 * A widened spread in one line for people, term by term, in bps of half-spread.
 *
 * @example
 * explainSpread(widened)
 * // '380 bps = fee 50.0 + volatility 100.0 + illiquidity 100.0 + adverse 5.0 + exposure 125.0; at target'
 */
export function explainSpread(spread: WidenedSpread): string {
  checkObject('spread', spread);
  checkObject('spread.explanation', spread.explanation);
  const { terms, clippedBy, movement, target, silent } = spread.explanation;
  const sum = terms.map((term) => `${term.name} ${term.bps.toFixed(1)}`).join(' + ');
  const clip = clippedBy === undefined ? '' : `, clipped to the ${clippedBy} ${target}`;
  const motion = {
    target: 'at target',
    narrowing: `narrowing towards ${target.toFixed(1)}`,
    held: `held just above ${target.toFixed(1)}`,
  }[movement];
  const aged =
    silent.length === 0 ? '' : ` (no data on ${silent.join(' and ')}: last known, aged to the prior)`;
  return `${spread.halted ? 'HALTED, ' : ''}${spread.halfSpreadBps} bps = ${sum}${clip}${aged}; ${motion}`;
}
