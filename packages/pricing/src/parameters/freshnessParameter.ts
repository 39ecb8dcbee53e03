import { freshnessCurve } from '../freshness/freshnessCurve.ts';
import type { FreshnessSpec } from '../freshness/freshnessFamily.ts';
import { PhasegateError } from '../units/errors.ts';
import type { ParameterIssue } from './errors.ts';
import { fieldsOf } from './fieldsOf.ts';

/** What describes a curve beside its family. */
const FIELDS: Readonly<Record<FreshnessSpec['family'], readonly string[]>> = {
  linear: ['end'],
  exponential: ['end'],
  halfLife: ['halfLife', 'window', 'end'],
  logistic: ['midpoint', 'steepness', 'end'],
  knots: ['values'],
  formula: ['text'],
};

/** The curve of a parameter file, with an issue if it describes none. */
export function freshnessParameter(value: unknown, issues: ParameterIssue[]): FreshnessSpec {
  const family = typeof value === 'object' && value !== null && 'family' in value ? value.family : undefined;
  const fields = Object.hasOwn(FIELDS, String(family)) ? FIELDS[family as FreshnessSpec['family']] : [];
  const spec = Object.fromEntries(
    fieldsOf({ path: 'freshness', value, known: ['family', ...fields], issues }),
  ) as unknown as FreshnessSpec;
  if (issues.some(({ path }) => path.startsWith('freshness'))) return spec;
  try {
    freshnessCurve(spec);
  } catch (error) {
    if (!(error instanceof PhasegateError)) throw error;
    issues.push({ path: 'freshness', observed: value, limit: `a curve; ${error.message}` });
  }
  return spec;
}
