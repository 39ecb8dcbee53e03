import { InvalidInputError } from '../units/errors.ts';

/** A freshness curve does not start at 1, rises somewhere, reaches 0, or is not a curve at all. */
export class InvalidCurveError extends InvalidInputError {}
