import { checkList, checkNumber, checkObjects, checkPositiveNumber } from '@phasegate/pricing/units';
import { DeliveryAgeError, ProbabilitySumError } from './errors.ts';

/** How old the segments would be at delivery if nothing were promised. */
export interface DeliveryAgeOutcome {
  /** Seconds since issue at delivery, below the window. */
  readonly age: number;
  readonly probability: number;
}

const SUM_TOLERANCE = 1e-9;

/**
 * Checks a law of delivery ages: one outcome or more, ages below the window, probabilities that sum to 1.
 *
 * @throws {InvalidInputError} {DeliveryAgeError} {ProbabilitySumError} as said.
 */
export function checkDeliveryAges(deliveryAges: readonly DeliveryAgeOutcome[], window: number): void {
  checkPositiveNumber('window', window);
  checkList('deliveryAges', deliveryAges, 1);
  checkObjects('deliveryAges', deliveryAges);
  let total = 0;
  for (const [i, { age, probability }] of deliveryAges.entries()) {
    checkNumber(`deliveryAges[${i}].age`, age, 0);
    checkNumber(`deliveryAges[${i}].probability`, probability, 0);
    if (!(age < window)) throw new DeliveryAgeError(0, age, window);
    total += probability;
  }
  if (Math.abs(total - 1) > SUM_TOLERANCE) throw new ProbabilitySumError(total);
}
