import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
let document: string;
/** Text of every test file by its name. */
const tests = new Map<string, string>();

beforeAll(async () => {
  document = await readFile(join(root, '..', '..', 'docs', 'invariants.md'), 'utf8');
  for (const folder of ['contracts', 'test']) {
    for (const file of await readdir(join(root, folder), { recursive: true })) {
      if (!/\.(t\.sol|test\.ts)$/.test(file) || file.endsWith('document.test.ts')) continue;
      tests.set(basename(file), await readFile(join(root, folder, file), 'utf8'));
    }
  }
});

/** `[number, citations]` of every row. */
function rows(): [number: string, citations: string[]][] {
  return [...document.matchAll(/^\| (I\d+) +\|.*\| (.*) \|$/gm)].map(([, number, cell]) => [
    number!,
    [...cell!.matchAll(/`([^`]+)`/g)].map(([, citation]) => citation!),
  ]);
}

test('default: invariants are numbered without gap and each names tests that exist', () => {
  const found = rows();
  expect(found.map(([number]) => number)).toEqual(found.map((_, i) => `I${i + 1}`));
  expect(found.length).toBeGreaterThanOrEqual(27);
  for (const [number, citations] of found) {
    expect(citations.length, number).toBeGreaterThan(0);
    for (const citation of citations) {
      const [file, name] = citation.split(/: (.*)/) as [string, string];
      const declared = file.endsWith('.sol') ? `function ${name}(` : name;
      expect(tests.get(file) ?? `no file ${file}`, citation).toContain(declared);
    }
  }
});

test('behavior: tests cite every number, and none that is not there', () => {
  const numbers = new Set(rows().map(([number]) => number));
  const cited = new Set<string>();
  for (const text of tests.values()) {
    for (const [, number] of text.matchAll(/\b(I\d+)\b/g)) cited.add(number!);
    for (const [, names] of text.matchAll(/invariant_((?:I\d+_)+)/g))
      names!.split('_').forEach((n) => n && cited.add(n));
    // Ranges, such as I17-I20.
    for (const [, from, to] of text.matchAll(/\bI(\d+)-I(\d+)\b/g)) {
      for (let i = Number(from); i <= Number(to); i++) cited.add(`I${i}`);
    }
  }
  expect([...cited].filter((number) => !numbers.has(number))).toEqual([]);
  expect([...numbers].filter((number) => !cited.has(number))).toEqual([]);
});

test('default: every attack that docs/admin-powers.md names is a test', async () => {
  const powers = await readFile(join(root, '..', '..', 'docs', 'admin-powers.md'), 'utf8');
  const named = [...powers.matchAll(/`(test_\w+)`/g)].map(([, name]) => name!);
  const declared = [...tests.values()].join('\n');
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((name) => !declared.includes(`function ${name}(`))).toEqual([]);
});
