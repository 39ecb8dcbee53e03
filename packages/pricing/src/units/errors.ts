/**
 * The root of every error the libraries throw on bad input.
 * The message says what was seen, what is allowed and what to do; subclasses carry the values.
 */
export abstract class PhasegateError extends Error {
  override get name(): string {
    return this.constructor.name;
  }
}

/** A numeric or structural input lies outside what a function accepts. */
export class InvalidInputError extends PhasegateError {
  readonly path: string;
  readonly observed: unknown;
  readonly allowed: string;

  constructor(input: { path: string; observed: unknown; allowed: string; remedy?: string }) {
    super(
      `${input.path} must be ${input.allowed}; got ${describe(input.observed)}` +
        (input.remedy === undefined ? '' : `. ${input.remedy}`),
    );
    this.path = input.path;
    this.observed = input.observed;
    this.allowed = input.allowed;
  }
}

/** Text of any value that never throws and never floods a log: hostile input reaches it. */
function describe(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'string')
    return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}...` : value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'function') return 'a function';
  return String(value);
}
