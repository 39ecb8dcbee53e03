import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { abis } from '@phasegate/contracts';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

async function soliditySources(suffix: string): Promise<string> {
  const folder = join(root, 'contracts');
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(suffix));
  expect(files.length).toBeGreaterThan(0);
  return (await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))).join('\n');
}

test('default: the Solidity tests, fuzz and stateful invariants pass', { timeout: 3_600_000 }, async () => {
  // The contracts themselves are compiled within the tests that import them.
  const compiled = await hardhat(['build', '--no-contracts', '--quiet']);
  expect(compiled.code, compiled.output).toBe(0);
  const { code, output } = await hardhat(['test', 'solidity', '--no-compile']);
  expect(code, output).toBe(0);
  expect(Number(/(\d+) passing/.exec(output)?.[1])).toBeGreaterThan(140);
});

test('behavior: every custom error of the contracts is met by a Solidity test', async () => {
  const tests = await soliditySources('.t.sol');
  const errors = Object.values(abis)
    .flatMap((abi): readonly { type: string; name?: string }[] => abi)
    .filter(
      ({ type, name }) =>
        type === 'error' &&
        /^(DataMarketplace|PhaseGate|PAT|ReadinessMeter|PhaseGovernor|BoundedTimelock|SettlementOracle|ClearingHouse|QuoteDesk)_/.test(
          name!,
        ),
    )
    .map(({ name }) => name!);
  expect(new Set(errors).size).toBeGreaterThan(50);
  expect(errors.filter((name) => !tests.includes(`${name}.selector`))).toEqual([]);
});

/** Runs Hardhat's command line with the Node that runs this test. */
function hardhat(args: readonly string[]): Promise<{ code: number; output: string }> {
  const main = createRequire(import.meta.url).resolve('hardhat/package.json');
  const cli = join(dirname(main), 'dist', 'src', 'cli.js');
  return new Promise((resolve) => {
    const options = { cwd: root, maxBuffer: 2 ** 26 };
    execFile(process.execPath, [cli, ...args], options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : 1, output: `${stdout}\n${stderr}` });
    });
  });
}
