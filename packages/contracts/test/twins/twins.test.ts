import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { abis, decodeRevert, RevertError } from '@phasegate/contracts';
import * as derivatives from '@phasegate/derivatives';
import * as market from '@phasegate/market';
import * as pricing from '@phasegate/pricing';
import { PhasegateError } from '@phasegate/pricing/units';
import { Interface, type ParamType } from 'ethers';
import { expect, test } from 'vitest';
import { EVENTS, FUNCTIONS, type Twin, WITHOUT_CLASS } from './twins.ts';

// The clearing house's refusal of a zero address is a class of its own, which the marketplace's does not have.
const { ZeroAddressError: _, ...others } = derivatives;
const exported: Readonly<Record<string, unknown>> = { ...pricing, ...others, ...market };
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

/** Gate errors that the access rules have a class for. */
const OF_THE_GATE: Readonly<Record<string, string>> = {
  PhaseGate_NotAllowed: 'AccessDeniedError',
  PhaseGate_ImmutableCell: 'ImmutableCellError',
  PhaseGate_BeforeProduct: 'BeforeProductError',
  PhaseGate_CellUnchanged: 'CellUnchangedError',
};

/** The class that stands for a custom error, by its name; the base of those without one. */
function className(name: string): string {
  const own = OF_THE_GATE[name] ?? `${name.replace(/^(DataMarketplace_|ERC20)/, '')}Error`;
  if (name === 'FreshnessCurve_InvalidKnot') return 'InvalidCurveError';
  return typeof exported[own] === 'function' && !name.startsWith('ReadinessMeter_') ? own : 'RevertError';
}

/** An argument of any type, different for each. */
function sample(input: ParamType, i: number): unknown {
  if (input.components !== null) return input.components.map(sample);
  if (input.type === 'address') return `0x${'1'.repeat(39)}${i}`;
  if (input.type === 'bool') return true;
  if (input.type === 'string') return 'x';
  const bytes = /^bytes(\d+)$/.exec(input.type);
  return bytes === null ? BigInt(i + 1) : `0x${'ab'.repeat(Number(bytes[1]))}`;
}

const customErrors = [...abis.DataMarketplace, ...abis.PAT, ...abis.PhaseGate].flatMap((entry) =>
  entry.type === 'error' ? [entry] : [],
);

test.each([...new Set(customErrors.map(({ name }) => name))])(
  'default: the client throws the class of %s, with its facts',
  (name) => {
    const contract = new Interface([customErrors.find((entry) => entry.name === name)!]);
    const { inputs } = contract.getError(name)!;
    const error = decodeRevert({
      data: contract.encodeErrorResult(name, inputs.map(sample)),
    }) as PhasegateError;
    expect(error).toBeInstanceOf(PhasegateError);
    expect(error.name).toBe(className(name));
    expect(error.message.length).toBeLessThan(400);
    if (error instanceof RevertError) expect(error.reason).toBe(name);
    if (!(error instanceof market.SpotRefusalError)) return;
    // The same facts, in the contract's order, as numbers or bigints of the same size.
    expect(Object.keys(error.facts)).toEqual(inputs.map((input) => input.name));
    expect(Object.values(error.facts).map(String)).toEqual(
      inputs.map((input, i) => String(sample(input, i))),
    );
  },
);

test('behavior: most errors of the marketplace have a class of their own', () => {
  const own = customErrors.filter(({ name }) => className(name) !== 'RevertError');
  expect(own.length).toBeGreaterThan(36);
});
