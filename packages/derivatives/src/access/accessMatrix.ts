import {
  ACTIONS,
  type AccessCell,
  FIRST_PHASE,
  PARTICIPANT_CLASSES,
  type ParticipantClass,
  PHASES,
  PRODUCTS,
  type Product,
} from '@phasegate/pricing/refusals';
import { checkObject, InvalidInputError, type Word } from '@phasegate/pricing/units';
import { accessBit } from './accessBit.ts';

const WORD_END = 1n << 192n;

/** Who may OPEN a product from its first phase on, before governance changes anything. */
const OPENERS: Readonly<Record<Product, readonly ParticipantClass[]>> = {
  spot: PARTICIPANT_CLASSES,
  forward: ['retail', 'institution', 'broker'],
  synthetic: ['institution', 'broker'],
  optionBuy: ['retail', 'institution', 'broker'],
  // A written put with a bought capped call is a synthetic: retail writing would undo the synthetic ban.
  optionWrite: ['institution', 'broker'],
  vaultShares: ['institution', 'broker'],
};

function build(): Word {
  let word = 0n;
  for (const phase of PHASES)
    for (const participantClass of PARTICIPANT_CLASSES)
      for (const product of PRODUCTS)
        for (const action of ACTIONS) {
          const open = phase >= FIRST_PHASE[product] && OPENERS[product].includes(participantClass);
          if (action === 'close' || open)
            word |= 1n << accessBit({ phase, participantClass, product, action });
        }
  return word;
}

/** The matrix a deployment starts with, as the word the contract stores (192 bits, layout of {@link accessBit}). */
export const defaultAccessMatrix: Word = build();

/**
 * Whether the matrix allows a cell. CLOSE is always allowed, whatever the word says: nobody is ever trapped.
 * A pause is not part of the matrix, see `requireAccess`.
 *
 * @throws {InvalidInputError} a coordinate is not in its list, or the word is not an integer in [0, 2^192).
 * @example isAllowed({ matrix: defaultAccessMatrix, phase: 3, participantClass: 'retail', product: 'synthetic', action: 'open' }) // false
 */
export function isAllowed(input: AccessCell & { readonly matrix: Word }): boolean {
  checkObject('input', input);
  requireMatrix(input.matrix);
  const bit = accessBit(input);
  return input.action === 'close' || ((input.matrix >> bit) & 1n) === 1n;
}

/** Refuses anything but an integer of 192 bits. */
export function requireMatrix(matrix: Word): void {
  if (typeof matrix !== 'bigint' || matrix < 0n || matrix >= WORD_END)
    throw new InvalidInputError({ path: 'matrix', observed: matrix, allowed: 'a bigint in [0, 2^192)' });
}
