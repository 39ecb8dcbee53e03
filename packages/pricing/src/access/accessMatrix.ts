import { checkObject } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';

export const PARTICIPANT_CLASSES = ['retail', 'institution', 'broker', 'lapsed'] as const;
export const PRODUCTS = ['spot', 'forward', 'synthetic', 'optionBuy', 'optionWrite', 'vaultShares'] as const;
export const ACTIONS = ['open', 'close'] as const;

/** `lapsed`: an institution whose whitelist entry ran out; it may reduce and buy spot. */
export type ParticipantClass = (typeof PARTICIPANT_CLASSES)[number];
export type Product = (typeof PRODUCTS)[number];
/** `close` is whatever reduces: deliver, settle, withdraw. */
export type Action = (typeof ACTIONS)[number];
export type Phase = 1 | 2 | 3 | 4;

/** One cell of the matrix. */
export interface AccessCell {
  readonly phase: Phase;
  readonly participantClass: ParticipantClass;
  readonly product: Product;
  readonly action: Action;
}

/** From which phase each class may open each product; what is not listed is never opened. */
const OPENS_FROM: Readonly<Record<ParticipantClass, Partial<Record<Product, Phase>>>> = {
  retail: { spot: 1, forward: 2, optionBuy: 4 },
  institution: { spot: 1, forward: 2, synthetic: 3, optionBuy: 4, optionWrite: 4, vaultShares: 4 },
  broker: { spot: 1, forward: 2, synthetic: 3, optionBuy: 4, optionWrite: 4, vaultShares: 4 },
  lapsed: { spot: 1 },
};

/** The default matrix as the 192-bit word the phase gate starts with. Closing is always allowed. */
export const defaultAccessMatrix: bigint = /* @__PURE__ */ accessCells().reduce(
  (word, cell) =>
    cell.action === 'close' || (OPENS_FROM[cell.participantClass][cell.product] ?? 5) <= cell.phase
      ? word | (1n << BigInt(accessBit(cell)))
      : word,
  0n,
);

/** Every cell, in the order of its bit: 4 phases x 4 classes x 6 products x 2 actions. */
export function accessCells(): readonly AccessCell[] {
  return ([1, 2, 3, 4] as const).flatMap((phase) =>
    PARTICIPANT_CLASSES.flatMap((participantClass) =>
      PRODUCTS.flatMap((product) => ACTIONS.map((action) => ({ phase, participantClass, product, action }))),
    ),
  );
}

/**
 * The bit of a cell: `(((phase - 1) 4 + class) 6 + product) 2 + action`.
 *
 * @throws InvalidInputError on an unknown phase, class, product or action.
 * @example accessBit({ phase: 1, participantClass: 'retail', product: 'spot', action: 'open' }) // 0
 */
export function accessBit(cell: AccessCell): number {
  const phase = position('phase', [1, 2, 3, 4], cell.phase);
  const participantClass = position('participantClass', PARTICIPANT_CLASSES, cell.participantClass);
  const product = position('product', PRODUCTS, cell.product);
  return ((phase * 4 + participantClass) * 6 + product) * 2 + position('action', ACTIONS, cell.action);
}

/**
 * Whether a class may do something with a product in a phase: the cell's bit of the matrix.
 *
 * @param input.matrix a word of 192 bits, `defaultAccessMatrix` for instance.
 * @throws InvalidInputError on a word that is too long or an unknown phase, class, product or action.
 * @example isAllowed({ matrix: defaultAccessMatrix, phase: 3, participantClass: 'retail', product: 'synthetic', action: 'open' }) // false
 */
export function isAllowed(input: AccessCell & { readonly matrix: bigint }): boolean {
  checkObject('input', input);
  const { matrix } = input;
  if (typeof matrix !== 'bigint' || matrix < 0n || matrix >> 192n !== 0n) {
    throw new InvalidInputError({ path: 'matrix', observed: matrix, allowed: 'a bigint word of 192 bits' });
  }
  return ((matrix >> BigInt(accessBit(input))) & 1n) === 1n;
}

function position(path: string, names: readonly unknown[], observed: unknown): number {
  const index = names.indexOf(observed);
  if (index < 0) throw new InvalidInputError({ path, observed, allowed: `one of ${names.join(', ')}` });
  return index;
}
