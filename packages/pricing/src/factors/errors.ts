import { InvalidInputError } from '../units/errors.ts';

/** Both rates and the pseudo-count are zero, so the ratio of the factor has no value. */
export class UndefinedRatioError extends InvalidInputError {
  constructor(path: string) {
    super({
      path,
      observed: 0n,
      allowed: 'above zero together with the pseudo-count',
      remedy: 'Use a positive pseudoCount',
    });
  }
}
