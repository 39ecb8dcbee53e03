import { resolve } from 'node:path';
import { InvalidInputError } from '@phasegate/pricing';
import { expect, test } from 'vitest';
import { parseOptions } from './options.ts';

const shell = process.env['INIT_CWD'] ?? '.';

test('default: a generated feed of 1,500 sessions from seed 1, reported below the shell’s folder', () => {
  expect(parseOptions([])).toEqual({
    feed: undefined,
    sessions: 1_500,
    seed: 1,
    out: resolve(shell, 'out/demo'),
    json: false,
    tamper: false,
    timings: false,
    help: false,
  });
});

test('behavior: every option is read, whether or not pnpm passes its separator on', () => {
  const given = ['--', '--feed', 'a.csv', '--seed', '7', '--sessions', '20', '--json', '--tamper', '--help'];
  expect(parseOptions(given)).toMatchObject({
    feed: resolve(shell, 'a.csv'),
    seed: 7,
    sessions: 20,
    json: true,
    tamper: true,
    help: true,
  });
});

test.each([
  [['--bogus']],
  [['--seed', 'abc']],
  [['--seed', '-1']],
  [['--seed', '2147483648']],
  [['--sessions', '0']],
  [['--sessions', '1e3']],
  [['--feed']],
  [['stray']],
])('error: InvalidInputError for %j', (args) => {
  expect(() => parseOptions(args)).toThrow(InvalidInputError);
});
