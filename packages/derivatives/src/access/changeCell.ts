import {
  type AccessCell,
  BeforeProductError,
  CellUnchangedError,
  FIRST_PHASE,
  ImmutableCellError,
} from '@phasegate/pricing/refusals';
import type { Word } from '@phasegate/pricing/units';
import { accessBit } from './accessBit.ts';
import { requireMatrix } from './accessMatrix.ts';

/**
 * The matrix with one OPEN cell closed. The owner may do this at any time; positions stay closable.
 *
 * @throws {ImmutableCellError} a spot cell, a CLOSE cell or one of the lapsed class.
 * @throws {CellUnchangedError} the cell is closed already.
 * @throws {InvalidInputError} a coordinate or the word is malformed.
 * @example tightenCell(defaultAccessMatrix, { phase: 4, participantClass: 'retail', product: 'optionBuy', action: 'open' })
 */
export function tightenCell(matrix: Word, cell: AccessCell): Word {
  return setCell(matrix, cell, false);
}

/**
 * The matrix with one OPEN cell opened, which takes a governance vote (the vote is the contract's business).
 *
 * @throws {BeforeProductError} the cell's phase lies before the phase that introduces the product.
 * @throws {ImmutableCellError} a spot cell, a CLOSE cell or one of the lapsed class.
 * @throws {CellUnchangedError} the cell is open already.
 * @throws {InvalidInputError} a coordinate or the word is malformed.
 * @example loosenCell(defaultAccessMatrix, { phase: 3, participantClass: 'retail', product: 'synthetic', action: 'open' })
 */
export function loosenCell(matrix: Word, cell: AccessCell): Word {
  requireMatrix(matrix);
  accessBit(cell);
  const firstPhase = FIRST_PHASE[cell.product];
  if (cell.phase < firstPhase)
    throw new BeforeProductError({ product: cell.product, phase: cell.phase, firstPhase });
  return setCell(matrix, cell, true);
}

function setCell(matrix: Word, cell: AccessCell, open: boolean): Word {
  requireMatrix(matrix);
  const bit = 1n << accessBit(cell);
  if (cell.action === 'close' || cell.product === 'spot' || cell.participantClass === 'lapsed')
    throw new ImmutableCellError(cell);
  if (((matrix & bit) !== 0n) === open) throw new CellUnchangedError({ cell, open });
  return matrix ^ bit;
}
