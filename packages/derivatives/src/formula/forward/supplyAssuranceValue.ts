import { checkList, checkNumber, checkObjects } from '@phasegate/pricing/units';
import { black76Price } from '../black/black76Price.ts';

/** One period of a supply assurance. */
export interface AssurancePeriod {
  /** Years until the period is settled. */
  time: number;
  /** Forward price of a unit in the period. */
  forward: number;
  /** Part of the guaranteed units expected to be delivered, in [0, 1]. */
  deliveredFraction: number;
}

export interface SupplyAssuranceInput {
  periods: readonly AssurancePeriod[];
  /** Units guaranteed in each period. */
  guaranteedUnits: number;
  /** Units the buyer pays for in each period whether taken or not, at most the guaranteed ones. */
  takeOrPayUnits: number;
  /** Price of a unit agreed for the whole term. */
  unitPrice: number;
  /** Paid to the buyer for each guaranteed unit that doesn't come. */
  compensation: number;
  rate: number;
  volatility: number;
}

/**
 * Value of a supply assurance to the buyer before the retainer, and so the retainer that makes it fair: per period
 * `exp(-rt) [delivered (m (F - p) + (q - m) call(F, p)) + (1 - delivered) q compensation]`. The m take-or-pay units are
 * forwards, the other guaranteed units options to take at the agreed price. Unit of the prices times units; negative
 * when take-or-pay at a high price outweighs the rest. Non-decreasing in guaranteed units, compensation and forwards.
 *
 * @throws {InvalidInputError} a number is NaN, infinite or (all but the rate) negative, a fraction exceeds 1, more units to pay than guaranteed, no period.
 * @example supplyAssuranceValue({ periods: [{ time: 1, forward: 100, deliveredFraction: 1 }], guaranteedUnits: 10, takeOrPayUnits: 0, unitPrice: 100, compensation: 0, rate: 0, volatility: 0.2 }) // 79.655674554
 */
export function supplyAssuranceValue(input: SupplyAssuranceInput): number {
  const { periods, guaranteedUnits, takeOrPayUnits, unitPrice, compensation, rate, volatility } = input;
  checkNumber('guaranteedUnits', guaranteedUnits, 0);
  checkNumber('takeOrPayUnits', takeOrPayUnits, 0, guaranteedUnits);
  checkNumber('unitPrice', unitPrice, 0);
  checkNumber('compensation', compensation, 0);
  checkNumber('volatility', volatility, 0);
  checkNumber('rate', rate);
  checkList('periods', periods, 1);
  checkObjects('periods', periods);
  let value = 0;
  for (const [i, { time, forward, deliveredFraction }] of periods.entries()) {
    checkNumber(`periods[${i}].time`, time, 0);
    checkNumber(`periods[${i}].forward`, forward, 0);
    checkNumber(`periods[${i}].deliveredFraction`, deliveredFraction, 0, 1);
    const discount = Math.exp(-rate * time);
    const right = black76Price({
      type: 'call',
      forward,
      strike: unitPrice,
      timeToExpiry: time,
      rate,
      volatility,
    });
    const delivered =
      discount * takeOrPayUnits * (forward - unitPrice) + (guaranteedUnits - takeOrPayUnits) * right;
    value +=
      deliveredFraction * delivered + (1 - deliveredFraction) * discount * guaranteedUnits * compensation;
  }
  return value;
}
