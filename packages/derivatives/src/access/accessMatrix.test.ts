import { ACTIONS, PARTICIPANT_CLASSES, PHASES, PRODUCTS } from '@phasegate/pricing/refusals';
import { InvalidInputError } from '@phasegate/pricing/units';
import { expect, test } from 'vitest';
import {
  AccessDeniedError,
  accessBit,
  BeforeProductError,
  CellUnchangedError,
  defaultAccessMatrix,
  ImmutableCellError,
  isAllowed,
  loosenCell,
  participantClassAt,
  requireAccess,
  tightenCell,
} from './index.ts';

/**
 * OPEN cells, drawn by hand from the specification: one row a phase and class,
 * columns spot, forward, synthetic, optionBuy, optionWrite, vaultShares.
 */
const OPEN_BY_HAND = `
1 retail      o.....
1 institution o.....
1 broker      o.....
1 lapsed      o.....
2 retail      oo....
2 institution oo....
2 broker      oo....
2 lapsed      o.....
3 retail      oo....
3 institution ooo...
3 broker      ooo...
3 lapsed      o.....
4 retail      oo.o..
4 institution oooooo
4 broker      oooooo
4 lapsed      o.....
`
  .trim()
  .split('\n')
  .map((line) => line.split(/\s+/));

const SYNTHETIC = { participantClass: 'retail', product: 'synthetic', action: 'open' } as const;

function classAt(now: number, registered: 'retail' | 'institution' | 'broker' = 'institution'): string {
  return participantClassAt({ registered, whitelistExpiry: 1_000, now });
}

test('default: all 192 cells equal the hand-written table, CLOSE always allowed', () => {
  let cells = 0;
  for (const [phaseText, participantClass, row] of OPEN_BY_HAND)
    for (const [column, product] of PRODUCTS.entries())
      for (const action of ACTIONS) {
        const cell = { phase: Number(phaseText), participantClass, product, action } as never;
        const expected = action === 'close' || row?.[column] === 'o';
        expect(
          isAllowed({ ...(cell as object), matrix: defaultAccessMatrix } as never),
          JSON.stringify(cell),
        ).toBe(expected);
        cells += 1;
      }
  expect(cells).toBe(192);
});

test('default: the word itself, bit by bit in the contract layout, and as a known answer', () => {
  let word = 0n;
  for (const [phaseText, participantClass, row] of OPEN_BY_HAND)
    for (let product = 0; product < 6; product++) {
      const classIndex = ['retail', 'institution', 'broker', 'lapsed'].indexOf(participantClass ?? '');
      const pair = ((Number(phaseText) - 1) * 4 + classIndex) * 6 + product;
      if (row?.[product] === 'o') word += 2n ** BigInt(2 * pair);
      word += 2n ** BigInt(2 * pair + 1);
    }
  expect(defaultAccessMatrix).toBe(word);
  expect(defaultAccessMatrix).toBe(0xaabffffffaefaababfabfaafaabaafaafaafaabaabaabaabn);
});

test('behavior: the 192 cells have 192 different bits, 0 to 191', () => {
  const bits = new Set<bigint>();
  for (const phase of PHASES)
    for (const participantClass of PARTICIPANT_CLASSES)
      for (const product of PRODUCTS)
        for (const action of ACTIONS) bits.add(accessBit({ phase, participantClass, product, action }));
  expect([...bits].sort((a, b) => Number(a - b))).toEqual(Array.from({ length: 192 }, (_, i) => BigInt(i)));
});

test('behavior: CLOSE passes an empty word and a pause', () => {
  for (const phase of PHASES)
    for (const participantClass of PARTICIPANT_CLASSES)
      for (const product of PRODUCTS) {
        const cell = { matrix: 0n, phase, participantClass, product, action: 'close' } as const;
        expect(isAllowed(cell)).toBe(true);
        expect(() => requireAccess({ ...cell, paused: true })).not.toThrow();
      }
});

test('behavior: tightening and loosening change one bit and are each other undone', () => {
  const cell = { phase: 3, ...SYNTHETIC } as const;
  const loosened = loosenCell(defaultAccessMatrix, cell);
  expect(loosened).toBe(defaultAccessMatrix + (1n << accessBit(cell)));
  expect(isAllowed({ matrix: loosened, ...cell })).toBe(true);
  expect(isAllowed({ matrix: loosened, ...cell, phase: 4 })).toBe(false);
  expect(tightenCell(loosened, cell)).toBe(defaultAccessMatrix);
});

test('error: CellUnchangedError for a cell that stands as asked, as the contract refuses it', () => {
  const cell = { phase: 3, ...SYNTHETIC } as const;
  expect(() => tightenCell(defaultAccessMatrix, cell)).toThrow(CellUnchangedError);
  const loosened = loosenCell(defaultAccessMatrix, cell);
  expect(() => loosenCell(loosened, cell)).toThrow(CellUnchangedError);
  const tightened = tightenCell(loosened, cell);
  expect(() => tightenCell(tightened, cell)).toThrow(CellUnchangedError);
});

test('behavior: of the OPEN cells exactly the non-spot, non-lapsed ones from the first phase on can be loosened', () => {
  let loosenable = 0;
  for (const phase of PHASES)
    for (const participantClass of PARTICIPANT_CLASSES)
      for (const product of PRODUCTS) {
        const cell = { phase, participantClass, product, action: 'open' } as const;
        const first = { spot: 1, forward: 2, synthetic: 3, optionBuy: 4, optionWrite: 4, vaultShares: 4 }[
          product
        ];
        if (product === 'spot') expect(() => loosenCell(0n, cell)).toThrow(ImmutableCellError);
        else if (phase < first) expect(() => loosenCell(0n, cell)).toThrow(BeforeProductError);
        else if (participantClass === 'lapsed')
          expect(() => loosenCell(0n, cell)).toThrow(ImmutableCellError);
        else {
          expect(loosenCell(0n, cell)).toBe(1n << accessBit(cell));
          loosenable += 1;
        }
      }
  // forward 3 phases, synthetic 2, three option products 1 each: 8 columns of 3 classes.
  expect(loosenable).toBe(24);
});

test('behavior: a whitelist entry lapses in the second of its expiry', () => {
  expect([classAt(999), classAt(1_000), classAt(1_001)]).toEqual(['institution', 'lapsed', 'lapsed']);
  expect(participantClassAt({ registered: 'institution', whitelistExpiry: 0, now: 0 })).toBe('lapsed');
  expect([classAt(1_001, 'retail'), classAt(1_001, 'broker')]).toEqual(['retail', 'broker']);
});

test('error: AccessDeniedError tells a forbidden cell from a paused one', () => {
  const open = { matrix: defaultAccessMatrix, phase: 3, ...SYNTHETIC, paused: false } as const;
  expect(() => requireAccess(open)).toThrow(AccessDeniedError);
  expect(() => requireAccess({ ...open, participantClass: 'institution' })).not.toThrow();
  try {
    requireAccess({ ...open, participantClass: 'institution', paused: true });
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(AccessDeniedError);
    expect((error as AccessDeniedError).paused).toBe(true);
  }
});

test('error: ImmutableCellError for spot and CLOSE cells', () => {
  const spot = { phase: 2, participantClass: 'retail', product: 'spot', action: 'open' } as const;
  expect(() => tightenCell(defaultAccessMatrix, spot)).toThrow(ImmutableCellError);
  const close = { phase: 3, ...SYNTHETIC, action: 'close' } as const;
  expect(() => tightenCell(defaultAccessMatrix, close)).toThrow(ImmutableCellError);
});

test('error: InvalidInputError for coordinates and words outside their lists', () => {
  const cell = { matrix: defaultAccessMatrix, phase: 3, ...SYNTHETIC };
  const bad: object[] = [
    { phase: 0 },
    { phase: 5 },
    { phase: 1.5 },
    { phase: Number.NaN },
    { participantClass: 'whale' },
    { product: 'swap' },
    { action: 'liquidate' },
    { matrix: -1n },
    { matrix: 1n << 192n },
    { matrix: 7 },
  ];
  for (const change of bad)
    expect(() => isAllowed({ ...cell, ...change } as never)).toThrow(InvalidInputError);
  expect(() => requireAccess({ ...cell, paused: undefined } as never)).toThrow(InvalidInputError);
  for (const now of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => participantClassAt({ registered: 'institution', whitelistExpiry: 1, now })).toThrow(
      InvalidInputError,
    );
  expect(() => participantClassAt({ registered: 'lapsed' as never, whitelistExpiry: 1, now: 1 })).toThrow(
    InvalidInputError,
  );
});
