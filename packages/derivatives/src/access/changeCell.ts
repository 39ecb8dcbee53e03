import { type AccessCell, accessBit, FIRST_PHASE } from './accessCell.ts';
import { requireMatrix } from './accessMatrix.ts';
import { ImmutableCellError, LapsedCellError, ProductPhaseError } from './errors.ts';

function changeableBit(matrix: bigint, cell: AccessCell): bigint {
  requireMatrix(matrix);
  const bit = accessBit(cell);
  if (cell.action === 'close' || cell.product === 'spot') throw new ImmutableCellError(cell);
  return bit;
}

/**
 * The matrix with one OPEN cell closed. The owner may do this at any time; positions stay closable.
 *
 * @throws {ImmutableCellError} a spot cell or a CLOSE cell.
 * @throws {InvalidInputError} a coordinate or the word is malformed.
 * @example tightenCell(defaultAccessMatrix, { phase: 4, participantClass: 'retail', product: 'optionBuy', action: 'open' })
 */
export function tightenCell(matrix: bigint, cell: AccessCell): bigint {
  const bit = changeableBit(matrix, cell);
  return matrix & ~(1n << bit);
}

/**
 * The matrix with one OPEN cell opened, which takes a governance vote (the vote is the contract's business).
 *
 * @throws {ProductPhaseError} the cell's phase lies before the phase that introduces the product.
 * @throws {LapsedCellError} the cell is of the lapsed class.
 * @throws {ImmutableCellError} a spot cell or a CLOSE cell.
 * @throws {InvalidInputError} a coordinate or the word is malformed.
 * @example loosenCell(defaultAccessMatrix, { phase: 3, participantClass: 'retail', product: 'synthetic', action: 'open' })
 */
export function loosenCell(matrix: bigint, cell: AccessCell): bigint {
  const bit = changeableBit(matrix, cell);
  const firstPhase = FIRST_PHASE[cell.product];
  if (cell.phase < firstPhase) throw new ProductPhaseError({ cell, firstPhase });
  if (cell.participantClass === 'lapsed') throw new LapsedCellError(cell);
  return matrix | (1n << bit);
}
