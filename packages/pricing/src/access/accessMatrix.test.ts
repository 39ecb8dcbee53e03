import { expect, test } from 'vitest';
import { InvalidInputError } from '../units/errors.ts';
import { type AccessCell, accessBit, accessCells, defaultAccessMatrix, isAllowed } from './accessMatrix.ts';

/** The table of the product's specification, one letter a class: r(etail), i(nstitution), b(roker), l(apsed). */
const MAY_OPEN: readonly Readonly<Record<AccessCell['product'], string>>[] = [
  { spot: 'ribl', forward: '', synthetic: '', optionBuy: '', optionWrite: '', vaultShares: '' },
  { spot: 'ribl', forward: 'rib', synthetic: '', optionBuy: '', optionWrite: '', vaultShares: '' },
  { spot: 'ribl', forward: 'rib', synthetic: 'ib', optionBuy: '', optionWrite: '', vaultShares: '' },
  { spot: 'ribl', forward: 'rib', synthetic: 'ib', optionBuy: 'rib', optionWrite: 'ib', vaultShares: 'ib' },
];

test('default: every one of the 192 cells is what the specification says', () => {
  const cells = accessCells();
  expect(cells).toHaveLength(192);
  for (const cell of cells) {
    const expected =
      cell.action === 'close' || MAY_OPEN[cell.phase - 1]![cell.product].includes(cell.participantClass[0]!);
    expect([cell, isAllowed({ matrix: defaultAccessMatrix, ...cell })]).toEqual([cell, expected]);
  }
});

test('behavior: cells take the bits 0 to 191 in order', () => {
  expect(accessCells().map(accessBit)).toEqual(Array.from({ length: 192 }, (_, i) => i));
});

test('behavior: each bit of a word decides its own cell alone', () => {
  for (const cell of accessCells()) {
    const matrix = 1n << BigInt(accessBit(cell));
    expect(accessCells().filter((other) => isAllowed({ matrix, ...other }))).toEqual([cell]);
  }
});

test('behavior: no phase takes away what an earlier one opened', () => {
  for (const cell of accessCells().filter((c) => c.phase < 4)) {
    const later = { ...cell, phase: (cell.phase + 1) as AccessCell['phase'] };
    const allowed = isAllowed({ matrix: defaultAccessMatrix, ...cell });
    expect(!allowed || isAllowed({ matrix: defaultAccessMatrix, ...later })).toBe(true);
  }
});

test.each<readonly [string, object]>([
  ['phase', { phase: 0 }],
  ['phase', { phase: 5 }],
  ['phase', { phase: 1.5 }],
  ['phase', { phase: '1' }],
  ['class', { participantClass: 'admin' }],
  ['class', { participantClass: 'toString' }],
  ['product', { product: 'swap' }],
  ['action', { action: undefined }],
  ['matrix', { matrix: -1n }],
  ['matrix', { matrix: 1n << 192n }],
  ['matrix', { matrix: 7 }],
])('error: InvalidInputError for an unknown %s: %o', (_, wrong) => {
  const right = {
    matrix: defaultAccessMatrix,
    phase: 1,
    participantClass: 'retail',
    product: 'spot',
    action: 'open',
  } as const;
  expect(() => isAllowed({ ...right, ...wrong })).toThrow(InvalidInputError);
});
