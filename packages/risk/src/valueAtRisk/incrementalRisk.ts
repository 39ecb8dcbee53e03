import { checkNumbers, checkObject, checkOneOf, InvalidInputError } from '@phasegate/pricing/units';
import type { QuantileMethod } from './confidence.ts';
import { expectedShortfall } from './expectedShortfall.ts';
import { historicalValueAtRisk } from './historicalValueAtRisk.ts';
import type { TailMeasure } from './tailWeights.ts';

/**
 * What a candidate trade adds: the measure of book and candidate together less the measure of the book alone.
 * Positive when the trade adds risk, negative when it hedges; full revaluation, not a derivative.
 *
 * @param input.book, input.candidate profits in the same scenarios, same order and unit
 * @throws {InvalidInputError} different lengths, empty or non-finite series, alpha outside (0, 1)
 * @example
 * incrementalRisk({ book: [-5, 1, 2], candidate: [2, 0, 0], alpha: 0.9, measure: 'valueAtRisk', method: 'exact' }) // -2
 */
export function incrementalRisk(input: {
  readonly book: ArrayLike<number>;
  readonly candidate: ArrayLike<number>;
  readonly alpha: number;
  readonly measure: TailMeasure;
  readonly method: QuantileMethod;
}): number {
  checkObject('input', input);
  const { measure } = input;
  checkOneOf('measure', measure, ['valueAtRisk', 'expectedShortfall']);
  checkNumbers('book', input.book);
  checkNumbers('candidate', input.candidate);
  if (input.book.length !== input.candidate.length) {
    throw new InvalidInputError({
      path: 'candidate.length',
      observed: input.candidate.length,
      allowed: `${input.book.length}, as many scenarios as the book has`,
    });
  }
  const together = Float64Array.from(input.book);
  for (let i = 0; i < together.length; i++) together[i]! += input.candidate[i]!;
  const figure = measure === 'valueAtRisk' ? historicalValueAtRisk : expectedShortfall;
  return figure(together, input) - figure(input.book, input);
}
