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
      `${input.path} must be ${input.allowed}; got ${String(input.observed)}` +
        (input.remedy === undefined ? '' : `. ${input.remedy}`),
    );
    this.path = input.path;
    this.observed = input.observed;
    this.allowed = input.allowed;
  }
}
