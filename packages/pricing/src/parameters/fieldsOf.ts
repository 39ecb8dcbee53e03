import type { ParameterIssue } from './errors.ts';

/**
 * The known fields of an object of a parameter file that are there; anything else becomes an issue: a misspelt parameter
 * that silently kept its default would be the worse error.
 */
export function fieldsOf(input: {
  /** The object's own path, empty for the file. */
  readonly path: string;
  readonly value: unknown;
  readonly known: readonly string[];
  readonly issues: ParameterIssue[];
}): ReadonlyMap<string, unknown> {
  const { path, value, known, issues } = input;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    issues.push({ path: path || 'the file', observed: value, limit: 'an object' });
    return new Map();
  }
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  for (const [key, observed] of fields) {
    if (known.includes(key)) continue;
    const limit = 'absent: there is no such parameter';
    issues.push({ path: path === '' ? key : `${path}.${key}`, observed, limit });
  }
  return new Map(fields.filter(([key]) => known.includes(key)));
}
