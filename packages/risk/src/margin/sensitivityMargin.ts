import {
  checkList,
  checkNumber,
  checkObject,
  checkPositiveNumber,
  checkText,
  InvalidInputError,
} from '@phasegate/pricing/units';

/** A bucket of similar risk factors. */
export interface SensitivityBucket {
  /** Loss for each unit of sensitivity, in the unit of the sensitivity's bump (SIMM: percent over ten days). */
  readonly riskWeight: number;
  /** Correlation of two factors of the bucket, in [0, 1]. */
  readonly correlation: number;
  /** Net sensitivity from which a factor is concentrated; above zero. */
  readonly concentrationThreshold: number;
}

export interface SensitivityModel {
  readonly source: string;
  readonly buckets: Readonly<Record<string, SensitivityBucket>>;
  /** Correlation of two different buckets, in [0, 1]. */
  readonly crossCorrelation: number;
}

/** The profit of a position for a move of its factor by one unit (SIMM: 1 %), any currency. */
export interface Sensitivity {
  readonly bucket: string;
  readonly factor: string;
  readonly amount: number;
}

/**
 * Segments under the treatment SIMM gives to a commodity it has no bucket for: weight 68, no offsets and no
 * diversification credit beyond independence. One bucket, `other`; the threshold is the user's.
 *
 * Source: ISDA SIMM v2.6 (effective December 2023), commodity bucket 16 "Other": risk weight 68, correlation 0,
 * cross-bucket correlations 0.
 */
export function simmOtherCommodity(concentrationThreshold: number): SensitivityModel {
  checkPositiveNumber('concentrationThreshold', concentrationThreshold);
  return {
    source: 'ISDA SIMM v2.6, commodity delta, bucket 16',
    buckets: { other: { riskWeight: 68, correlation: 0, concentrationThreshold } },
    crossCorrelation: 0,
  };
}

/**
 * SIMM-style delta margin: `WS = RW s CR` with `CR = max(1, sqrt(|s| / T))` on the net sensitivity of a factor;
 * within a bucket `K = sqrt(sum WS^2 + sum over pairs of rho f WS WS')`, `f = min(CR, CR') / max(CR, CR')`; across
 * buckets `sqrt(sum K^2 + sum over pairs of gamma S S')`, `S` the sum of WS held within `[-K, K]`.
 *
 * Never negative, symmetric in the sign of the whole book; scales linearly while nothing is concentrated. Float64.
 *
 * @returns margin in the sensitivities' currency
 * @throws {InvalidInputError} non-finite amounts, an unknown bucket, weights or correlations out of range
 * @example
 * sensitivityMargin([{ bucket: 'other', factor: 'a', amount: 3 }, { bucket: 'other', factor: 'b', amount: -4 }],
 *   simmOtherCommodity(100)) // 340: 68 x sqrt(9 + 16)
 *
 * Source: ISDA, "ISDA SIMM Methodology, version 2.6" (2023), delta margin and concentration of commodity risk.
 */
export function sensitivityMargin(sensitivities: readonly Sensitivity[], model: SensitivityModel): number {
  checkList('sensitivities', sensitivities);
  checkModel(model);
  const net = new Map<string, Map<string, number>>();
  sensitivities.forEach((s, i) => {
    checkObject(`sensitivities[${i}]`, s);
    const { bucket, factor, amount } = s;
    checkText(`sensitivities[${i}].bucket`, bucket);
    checkText(`sensitivities[${i}].factor`, factor);
    checkNumber(`sensitivities[${i}].amount`, amount);
    if (!Object.hasOwn(model.buckets, bucket)) {
      throw new InvalidInputError({
        path: `sensitivities[${i}].bucket`,
        observed: bucket,
        allowed: `one of ${Object.keys(model.buckets).join(', ')}`,
      });
    }
    const factors = net.get(bucket) ?? new Map<string, number>();
    factors.set(factor, (factors.get(factor) ?? 0) + amount);
    net.set(bucket, factors);
  });
  const totals = [...net].map(([name, factors]) => bucketMargin(model.buckets[name]!, [...factors.values()]));
  let square = 0;
  totals.forEach((a, i) => {
    totals.forEach((b, j) => {
      square += i === j ? a.margin * a.margin : model.crossCorrelation * a.signed * b.signed;
    });
  });
  // Rounding can leave a fully hedged book a hair below zero.
  return Math.sqrt(Math.max(0, square));
}

function bucketMargin(
  bucket: SensitivityBucket,
  amounts: readonly number[],
): { margin: number; signed: number } {
  const weighted = amounts.map((amount) => {
    const concentration = Math.max(1, Math.sqrt(Math.abs(amount) / bucket.concentrationThreshold));
    return { concentration, value: bucket.riskWeight * amount * concentration };
  });
  let square = 0;
  let sum = 0;
  weighted.forEach((a, i) => {
    sum += a.value;
    weighted.forEach((b, j) => {
      const f = Math.min(a.concentration, b.concentration) / Math.max(a.concentration, b.concentration);
      square += (i === j ? 1 : bucket.correlation * f) * a.value * b.value;
    });
  });
  const margin = Math.sqrt(Math.max(0, square));
  return { margin, signed: Math.max(-margin, Math.min(margin, sum)) };
}

function checkModel(model: SensitivityModel): void {
  checkObject('model', model);
  checkObject('model.buckets', model.buckets);
  checkNumber('model.crossCorrelation', model.crossCorrelation, 0, 1);
  for (const [name, bucket] of Object.entries(model.buckets)) {
    checkPositiveNumber(`model.buckets.${name}.riskWeight`, bucket.riskWeight);
    checkNumber(`model.buckets.${name}.correlation`, bucket.correlation, 0, 1);
    checkPositiveNumber(`model.buckets.${name}.concentrationThreshold`, bucket.concentrationThreshold);
  }
}
