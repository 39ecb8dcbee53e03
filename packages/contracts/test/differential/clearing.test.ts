import { createLocalChain, type LocalChain } from '@phasegate/contracts/local-chain';
import { black76Integer, type IntegerBlackInput, StrikeTooFarError } from '@phasegate/derivatives';
import { InvalidInputError } from '@phasegate/pricing';
import { type SeriesLeg, worstCaseMargin } from '@phasegate/risk';
import { runs } from '@phasegate/testing';
import { Interface } from 'ethers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clearingArithmeticHarnessAbi } from '../../scripts/generated/clearingArithmeticHarness/abi.ts';
import { clearingArithmeticHarnessBytecode } from '../../scripts/generated/clearingArithmeticHarness/bytecode.ts';
import { deployHarness, type Harness } from './deployHarness.ts';
import { Inputs } from './inputs.ts';

const SEED = BigInt(process.env['PHASEGATE_SEED'] ?? 0x50484153n);
const BATCH = 2_000;
/** Fewer, since memory grows with each and its price with the square. */
const BOOKS = 100;
const WAD = 10n ** 18n;
const MAX_AMOUNT = 2n ** 80n - 1n;

let chain: LocalChain;
let harness: Harness;

beforeAll(async () => {
  chain = await createLocalChain();
  harness = await deployHarness(chain, {
    abi: clearingArithmeticHarnessAbi,
    bytecode: clearingArithmeticHarnessBytecode,
  });
});
afterAll(() => chain.close());

test('the option price on chain is the library’s, bit for bit', { timeout: 600_000 }, async () => {
  const inputs = new Inputs(SEED);
  const seen = { intrinsic: 0, deep: 0, inside: 0 };
  const total = runs(24_000);
  for (let done = 0; done < total; done += BATCH) {
    const options = Array.from({ length: BATCH }, () => anyOption(inputs));
    const expected = options.map(black76Integer);
    const answers = await harness.batch('prices', options.map(optionWords));
    for (const [i, answer] of answers.entries()) {
      if (answer !== expected[i])
        expect({ option: options[i], answer }).toEqual({ option: options[i], answer: expected[i] });
      const { type, forward, strike } = options[i]!;
      const intrinsic = type === 'call' ? forward - strike : strike - forward;
      if (answer === (intrinsic > 0n ? intrinsic : 0n)) seen.intrinsic += 1;
      else if (answer >= (type === 'call' ? forward : strike)) seen.deep += 1;
      else seen.inside += 1;
    }
    expect(answers.length).toBe(BATCH);
  }
  // Every region of the formula is met often, so that agreement says something.
  expect(seen.inside).toBeGreaterThan(total / 3);
  expect(seen.intrinsic).toBeGreaterThan(total / 20);
  expect(seen.deep).toBeGreaterThan(total / 100);
});

test('the option price is refused on chain exactly where the library refuses it', {
  timeout: 600_000,
}, async () => {
  const far: IntegerBlackInput = {
    type: 'call',
    forward: 1n,
    strike: 2n ** 63n + 1n,
    volatility: WAD,
    timeToExpiry: 31_536_000n,
    rounding: 'up',
  };
  const abi = new Interface(clearingArithmeticHarnessAbi);
  const refused = async (option: IntegerBlackInput): Promise<readonly unknown[]> =>
    harness.call('price', [optionWords(option)]).then(
      () => ['accepted'],
      (cause: { data: string }) => {
        const { name, args } = abi.parseError(cause.data)!;
        return [name, ...args];
      },
    );
  expect(await refused({ ...far, strike: 2n ** 63n })).toEqual(['accepted']);
  expect(() => black76Integer({ ...far, strike: 2n ** 63n })).not.toThrow(InvalidInputError);
  expect(await refused(far)).toEqual(['Black76_StrikeTooFar', 1n, 2n ** 63n + 1n]);
  expect(() => black76Integer(far)).toThrow(StrikeTooFarError);
  const wild = { ...far, strike: 1n, volatility: 2n ** 66n };
  expect(await refused({ ...wild, volatility: 2n ** 66n - 1n })).toEqual(['accepted']);
  expect(await refused(wild)).toEqual(['Black76_VolatilityTooHigh', 2n ** 66n, 2n ** 66n - 1n]);
  expect(() => black76Integer(wild)).toThrow(InvalidInputError);
});

test('the worst case on chain is the library’s', { timeout: 600_000 }, async () => {
  const inputs = new Inputs(SEED);
  const sizes = new Set<number>();
  let free = 0;
  const total = runs(20_000);
  for (let done = 0; done < total; done += BOOKS) {
    const books = Array.from({ length: BOOKS }, () => anyBook(inputs));
    const expected = books.map(worstCaseMargin);
    const answers = await harness.batch('worstCases', books.map(bookWords));
    for (const [i, answer] of answers.entries()) {
      if (answer !== expected[i])
        expect({ book: books[i], answer }).toEqual({ book: books[i], answer: expected[i] });
      sizes.add(books[i]!.length);
      if (answer === 0n) free += 1;
    }
  }
  expect(sizes.size).toBe(17);
  expect(free).toBeGreaterThan(total / 100);
  expect(free).toBeLessThan(total / 2);
});

/** Strikes within some deviations of the forward or anywhere, times from a second to a century, all volatilities. */
function anyOption(inputs: Inputs): IntegerBlackInput {
  const forward = inputs.bigint(0n, 2n ** 128n - 1n);
  const near = (forward * inputs.bigint(1n, 2n ** 20n)) >> inputs.bigint(16n, 24n);
  const strike = inputs.number(0, 3) === 0 ? inputs.bigint(0n, forward) : near;
  const bounded = strike >= 2n ** 128n ? 2n ** 128n - 1n : strike;
  return {
    type: inputs.number(0, 1) === 0 ? 'call' : 'put',
    forward,
    strike: bounded > forward << 63n ? forward : bounded,
    volatility: inputs.bigint(0n, inputs.number(0, 1) === 0 ? 3n * WAD : 2n ** 66n - 1n),
    timeToExpiry: inputs.bigint(0n, inputs.number(0, 1) === 0 ? 92n * 86_400n : 2n ** 32n - 1n),
    rounding: inputs.number(0, 1) === 0 ? 'up' : 'down',
  };
}

function optionWords({
  type,
  forward,
  strike,
  volatility,
  timeToExpiry,
  rounding,
}: IntegerBlackInput): bigint[] {
  return [type === 'call' ? 1n : 0n, forward, strike, volatility, timeToExpiry, rounding === 'up' ? 1n : 0n];
}

/** 0 to 16 legs; amounts from small whole numbers, so that kinks coincide, to the largest there are. */
function anyBook(inputs: Inputs): readonly SeriesLeg[] {
  const most = [12n, 10n ** 20n, MAX_AMOUNT][inputs.number(0, 2)]!;
  return Array.from({ length: inputs.number(0, 16) }, (): SeriesLeg => {
    const quantity = inputs.bigint(0n, 2n ** 57n - 1n) - 2n ** 56n;
    const [low, price] = [inputs.bigint(0n, most), inputs.bigint(0n, most)];
    const high = inputs.bigint(low, most);
    const kind = inputs.number(0, 2);
    if (kind === 0) return { kind: 'call', strike: low, cap: high, quantity };
    if (kind === 1) return { kind: 'put', strike: low, quantity };
    return { kind: 'collar', floor: low, cap: high, price, quantity };
  });
}

function bookWords(legs: readonly SeriesLeg[]): bigint[] {
  const words = legs.flatMap((leg) => [seriesWord(leg), BigInt.asUintN(256, leg.quantity)]);
  return [BigInt(legs.length), ...words, ...Array<bigint>(32 - words.length).fill(0n)];
}

/** The contracts' `SeriesWord`. */
function seriesWord(leg: SeriesLeg): bigint {
  if (leg.kind === 'call') return (leg.strike << 8n) | (leg.cap << 88n);
  if (leg.kind === 'put') return 1n | (leg.strike << 8n);
  return 2n | (leg.floor << 8n) | (leg.cap << 88n) | (leg.price << 168n);
}
