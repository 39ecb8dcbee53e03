import { freshnessCurve } from '../freshness/freshnessCurve.ts';
import { FAMILY_FIELDS, type FreshnessSpec } from '../freshness/freshnessFamily.ts';
import { PhasegateError } from '../units/errors.ts';
import type { ParameterIssue } from './errors.ts';
import { fieldsOf } from './fieldsOf.ts';

/** The curve of a parameter file, with an issue if it describes none. */
export function freshnessParameter(value: unknown, issues: ParameterIssue[]): FreshnessSpec {
  const family = typeof value === 'object' && value !== null && 'family' in value ? value.family : undefined;
  const fields = Object.hasOwn(FAMILY_FIELDS, String(family))
    ? FAMILY_FIELDS[family as FreshnessSpec['family']]
    : [];
  // A file holds a formula's text; compiled ones are for callers.
  const known = ['family', ...fields.filter((field) => field !== 'formula')];
  const spec = Object.fromEntries(
    fieldsOf({ path: 'freshness', value, known, issues }),
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
