import { checkAmount, checkFields, checkInteger, checkNumber } from '@phasegate/pricing/units';
import { defaultReadinessThresholds, type ReadinessThresholds } from './readinessThresholds.ts';

const AMOUNTS = ['minVolume', 'minAverageDepth'] as const;

/** @throws {InvalidInputError} unless every threshold is there and of its kind. */
export function checkThresholds(thresholds: ReadinessThresholds): void {
  checkFields('thresholds', thresholds, Object.keys(defaultReadinessThresholds));
  for (const name of AMOUNTS) checkAmount(`thresholds.${name}`, thresholds[name]);
  checkNumber('thresholds.minBacktestPValue', thresholds.minBacktestPValue, 0, 1);
  for (const name of Object.keys(defaultReadinessThresholds) as (keyof ReadinessThresholds)[]) {
    if (name === 'minVolume' || name === 'minAverageDepth' || name === 'minBacktestPValue') continue;
    checkInteger(`thresholds.${name}`, thresholds[name], name === 'minDays' ? 1 : 0);
  }
}
