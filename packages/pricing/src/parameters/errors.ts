import { PhasegateError } from '../units/errors.ts';

/** One thing wrong in a parameter file. */
export interface ParameterIssue {
  readonly path: string;
  readonly observed: unknown;
  readonly limit: string;
}

/** A parameter file has values that are malformed, out of bounds, contradictory or unknown. All of them are listed. */
export class InvalidParametersError extends PhasegateError {
  readonly issues: readonly ParameterIssue[];

  constructor(issues: readonly ParameterIssue[]) {
    super(
      issues
        .map(({ path, observed, limit }) => `${path} must be ${limit}; got ${shown(observed)}`)
        .join('\n'),
    );
    this.issues = issues;
  }
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80));
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
