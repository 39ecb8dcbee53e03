import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

interface Row {
  readonly name: string;
  readonly claim: string;
  readonly unproven?: string;
  readonly verdict: string;
}

/** Runs `pnpm prove` in a process of its own: the solver's threads end with it. */
async function prove(...args: readonly string[]): Promise<{
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}> {
  return new Promise((resolve) => {
    const script = join(root, 'scripts', 'prove.ts');
    execFile(process.execPath, [script, ...args], { maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

const rowsOf = (stdout: string): readonly Row[] => (JSON.parse(stdout) as { rows: readonly Row[] }).rows;

test('default: every property is proven, or not for the reason it gives, as docs/proofs.md says', {
  timeout: 1_200_000,
}, async () => {
  const { code, stdout, stderr } = await prove('--json');
  expect(code, stderr).toBe(0);
  const rows = rowsOf(stdout);
  const proven = rows.filter(({ verdict }) => verdict === 'proven');
  expect(proven.length).toBeGreaterThan(40);
  const others = rows.filter(({ verdict }) => verdict !== 'proven');
  expect(others.map(({ verdict }) => verdict)).toEqual(others.map(() => 'looping'));

  const page = await readFile(join(root, '..', '..', 'docs', 'proofs.md'), 'utf8');
  const cells = page
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
  const expected = [...proven, ...others].map(({ name, claim, unproven }) =>
    unproven === undefined ? [`\`${name}\``, claim] : [`\`${name}\``, claim, unproven],
  );
  expect(cells).toEqual(expected);
});

test('error: what is false, contradicts itself, loops or is proven after all fails the command', {
  timeout: 300_000,
}, async () => {
  const { code, stdout, stderr } = await prove('--proofs', 'proofs/faulty', '--json');
  expect(code).toBe(1);
  expect(Object.fromEntries(rowsOf(stdout).map(({ name, verdict }) => [name, verdict]))).toEqual({
    'FaultyProofs.falseClaim': 'refuted',
    'FaultyProofs.falseClaimOfBits': 'refuted',
    'FaultyProofs.overflowingClaim': 'refuted',
    'FaultyProofs.contradiction': 'vacuous',
    'FaultyProofs.loop': 'looping',
    'FaultyProofs.provenAfterAll': 'proven',
  });
  expect(stderr).toContain('FaultyProofs.falseClaim is refuted\nAssertion violation happens here.');
  expect(stderr).toMatch(/FaultyProofs\.sol:15:9: .*payout = \d+/);
  expect(stderr).toContain('FaultyProofs.provenAfterAll is proven now');
});

test('behavior: --help says what there is; wrong usage is one line and exit 2', async () => {
  expect(await prove('--help')).toMatchObject({ code: 0, stderr: '' });
  for (const wrong of [['--nonsense'], ['NoSuchProperty'], ['--proofs']]) {
    const { code, stdout, stderr } = await prove(...wrong);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  }
});
