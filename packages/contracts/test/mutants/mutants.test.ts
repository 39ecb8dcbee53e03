import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ALL_MUTANTS } from '../../scripts/mutants/allMutants.ts';
import { GROUPS, type Mutant } from '../../scripts/mutants/mutant.ts';
import { mutantTable } from '../../scripts/mutants/mutantTable.ts';
import { mutate } from '../../scripts/mutants/mutate.ts';
import { mutatedSources } from '../../scripts/mutants/mutatedSources.ts';
import { readOptions } from '../../scripts/mutants/options.ts';

const SOURCE = 'pragma solidity 0.8.37;\ncontract C { function f() { a = b + c; if (a > d) return; } }\n';

const mutant = (text: string, becomes: string): Mutant => ({
  name: text,
  group: 'rules',
  file: 'C.sol',
  text,
  becomes,
  why: '',
});

const numbered = (...mutants: readonly Mutant[]) =>
  mutants.map((each, i) => ({ number: i + 1, mutant: each }));

test('default: every mutant of the list has its text in the contracts exactly once', async () => {
  const sources = await mutatedSources();
  const whole = [...sources.values()].join('\n');
  for (let number = 1; number <= ALL_MUTANTS.length; number++) {
    expect(whole.split(`Mutant.on(${number})`), ALL_MUTANTS[number - 1]!.name).toHaveLength(2);
  }
});

test('default: the list has 48 mutants at least, some of each group, none twice', () => {
  expect(ALL_MUTANTS.length).toBeGreaterThanOrEqual(48);
  expect(new Set(ALL_MUTANTS.map(({ name }) => name)).size).toBe(ALL_MUTANTS.length);
  expect(new Set(ALL_MUTANTS.map(({ group }) => group))).toEqual(new Set(GROUPS));
  expect(ALL_MUTANTS.filter(({ text, becomes }) => text === becomes)).toEqual([]);
});

test('default: the documents say how many there are', async () => {
  const root = join(import.meta.dirname, '..', '..', '..', '..');
  const words = {
    'CONTRIBUTING.md': `of the ${ALL_MUTANTS.length} were noticed`,
    'docs/invariants.md': `in ${ALL_MUTANTS.length} ways`,
    'README.md': `${ALL_MUTANTS.length} faults`,
  };
  for (const [document, expected] of Object.entries(words))
    expect(await readFile(join(root, document), 'utf8'), document).toContain(expected);
});

test('behavior: an expression is chosen, statements are chosen or left out', () => {
  const text = mutate(
    SOURCE,
    numbered(mutant('b + c', 'b - c'), mutant('if (a > d) return;', '')),
    './Mutant.sol',
  );
  expect(text).toBe(
    'pragma solidity 0.8.37;\n\nimport {Mutant} from "./Mutant.sol";\ncontract C { function f() ' +
      '{ a = (Mutant.on(1) ? (b - c) : (b + c)); if (Mutant.on(2)) {  } else { if (a > d) return; } } }\n',
  );
});

test('behavior: one text may have several mutants, and lie within the text of another', () => {
  const sites = numbered(mutant('b + c', 'b'), mutant('b + c', 'c'), mutant('a = b + c;', 'a = 0;'));
  expect(mutate(SOURCE, sites, './Mutant.sol')).toContain(
    'if (Mutant.on(3)) { a = 0; } else { a = (Mutant.on(1) ? (b) : ((Mutant.on(2) ? (c) : (b + c)))); }',
  );
});

test('error: a text that is not there, or twice, or crosses another', () => {
  expect(() => mutate(SOURCE, numbered(mutant('b * c', 'b')), '')).toThrow(
    'C.sol has the text of b * c 0 times',
  );
  expect(() => mutate(SOURCE, numbered(mutant('return', '')), '')).not.toThrow();
  expect(() => mutate(SOURCE, numbered(mutant('a', '')), '')).toThrow('must be there once');
  expect(() => mutate(SOURCE, numbered(mutant('b + c', ''), mutant('c; if', '')), '')).toThrow('cross');
});

test('behavior: a group, some names, or all are chosen by their numbers', () => {
  expect(readOptions([]).chosen.size).toBe(ALL_MUTANTS.length);
  expect([...readOptions(['--group', 'index']).chosen.values()].every(({ group }) => group === 'index')).toBe(
    true,
  );
  const [[number, chosen]] = [...readOptions(['--only', 'ringNotReset']).chosen] as [[number, Mutant]];
  expect(ALL_MUTANTS[number - 1]).toBe(chosen);
  expect(() => readOptions(['--group', 'nothing'])).toThrow('There is no group nothing');
});

test('behavior: the table names what killed each, and how many', () => {
  const dead = { ...mutant('x', 'y'), killedBy: { suite: 's', assertion: `I4: 0x${'ab'.repeat(40)} != 0x` } };
  const table = mutantTable([dead, { ...mutant('long name', 'y'), killedBy: undefined }]);
  expect(table).toBe(
    'rules   x          killed  I4: 0xabababab..\nrules   long name  SURVIVED\n\nkilled 1 of 2\n',
  );
});
