import { ACTIONS, type AccessCell, PARTICIPANT_CLASSES, PHASES, PRODUCTS } from '@phasegate/pricing/refusals';
import { checkObject, InvalidInputError } from '@phasegate/pricing/units';

function position(path: string, list: readonly unknown[], value: unknown): number {
  const index = list.indexOf(value);
  if (index < 0) throw new InvalidInputError({ path, observed: value, allowed: `one of ${list.join(', ')}` });
  return index;
}

/**
 * The bit of the packed word that answers a cell: `(((phase - 1) * 4 + class) * 6 + product) * 2 + action`,
 * from 0 to 191, the contract's own layout.
 *
 * @throws {InvalidInputError} a coordinate is not in its list.
 * @example accessBit({ phase: 1, participantClass: 'retail', product: 'spot', action: 'close' }) // 1n
 */
export function accessBit(cell: AccessCell): bigint {
  checkObject('cell', cell);
  const phase = position('phase', PHASES, cell.phase);
  const participantClass = position('participantClass', PARTICIPANT_CLASSES, cell.participantClass);
  const product = position('product', PRODUCTS, cell.product);
  const action = position('action', ACTIONS, cell.action);
  return BigInt(((phase * 4 + participantClass) * 6 + product) * 2 + action);
}
