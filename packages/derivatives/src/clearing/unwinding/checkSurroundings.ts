import { checkMap, checkObject } from '@phasegate/pricing/units';
import type { SettlingSurroundings } from './figures.ts';

/** @throws {InvalidInputError} */
export function checkSurroundings(surroundings: SettlingSurroundings): void {
  checkObject('surroundings', surroundings);
  checkObject('surroundings.settlement', surroundings.settlement);
  checkMap('surroundings.markets', surroundings.markets);
}
