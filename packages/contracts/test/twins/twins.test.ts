import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as derivatives from '@phasegate/derivatives';
import * as market from '@phasegate/market';
import * as pricing from '@phasegate/pricing';
import { expect, test } from 'vitest';
import { abis } from '../../src/index.ts';
import { EVENTS, FUNCTIONS, type Twin, WITHOUT_CLASS } from './twins.ts';

const exported: Readonly<Record<string, unknown>> = { ...pricing, ...derivatives, ...market };
const contracts = join(import.meta.dirname, '..', '..', 'contracts');
const sources = new Map(
  readdirSync(contracts, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sol') && !file.endsWith('.t.sol'))
    .map((file) => [basename(file, '.sol'), readFileSync(join(contracts, file), 'utf8')]),
);

/** Whether `Owner.function` is there: in the ABI of what is deployed, else in the owner's source. */
function isDeclared(solidity: string): boolean {
  const [owner, name] = solidity.split('.') as [string, string];
  const abi = (abis as Readonly<Record<string, readonly { type: string; name?: string }[]>>)[owner];
  if (abi !== undefined) return abi.some((entry) => entry.type === 'function' && entry.name === name);
  return new RegExp(`\\bfunction ${name}\\(`).test(sources.get(owner) ?? '');
}

/** Whether the names are one, where TypeScript adds the subject that Solidity has as the function's owner. */
function isSameName({ typescript, solidity }: Twin): boolean {
  const [owner, member] = solidity.split('.') as [string, string];
  const name = member.replace(/^_/, '');
  return typescript === name || typescript.toLowerCase() === `${name}${owner}`.toLowerCase();
}

test.each(FUNCTIONS)('default: $typescript is $solidity, by the same name or for a reason', (twin) => {
  expect(exported[twin.typescript]).toBeDefined();
  expect(isDeclared(twin.solidity)).toBe(true);
  expect(isSameName(twin)).toBe(twin.difference === undefined);
});

test.each(Object.entries(EVENTS))('default: the event %s is the transaction %s', (typescript, solidity) => {
  expect(isDeclared(solidity)).toBe(true);
  expect(isSameName({ typescript, solidity })).toBe(true);
});

test('behavior: a function that is not there, or has another name, is found out', () => {
  expect(isDeclared('Ask.rot')).toBe(false);
  expect(isDeclared('DataMarketplace.sellSegment')).toBe(false);
  expect(isSameName({ typescript: 'askDecay', solidity: 'Ask.decay' })).toBe(false);
});

test("default: every error of the marketplace has its class in TypeScript, or a reason why it hasn't", () => {
  const onChain = abis.DataMarketplace.flatMap((entry) =>
    entry.type === 'error' && entry.name.startsWith('DataMarketplace_')
      ? [entry.name.replace('DataMarketplace_', '')]
      : [],
  );
  const isError = (name: string): boolean => typeof exported[`${name}Error`] === 'function';
  const excused = Object.values(WITHOUT_CLASS).flat();
  expect(onChain.filter((name) => !isError(name)).toSorted()).toEqual(excused.toSorted());
});

test('default: every refusal of the spot market has the name of a custom error on chain', () => {
  const names = new Set<string>(
    [...abis.DataMarketplace, ...abis.PAT].flatMap((entry) => (entry.type === 'error' ? [entry.name] : [])),
  );
  const refusals = Object.values(market).filter(
    (value) => typeof value === 'function' && value.prototype instanceof market.SpotRefusalError,
  );
  expect(refusals.length).toBeGreaterThan(20);
  for (const { name } of refusals as readonly { name: string }[]) {
    const reason = name.replace(/Error$/, '');
    expect(names.has(`DataMarketplace_${reason}`) || names.has(`ERC20${reason}`), name).toBe(true);
  }
});
