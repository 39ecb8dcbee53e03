import { InvalidInputError } from '@phasegate/pricing';

/** A number that should be an ordinary real number is not one (`NaN`, or an infinity where none is allowed). */
export class InvalidRealError extends InvalidInputError {}

/** A probability lies outside [0, 1]. */
export class InvalidProbabilityError extends InvalidInputError {}
