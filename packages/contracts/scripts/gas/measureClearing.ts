import { createLocalChain } from '@phasegate/contracts/local-chain';
import { Contract, ContractFactory } from 'ethers';
import { clearingArithmeticHarnessAbi } from '../generated/clearingArithmeticHarness/abi.ts';
import { clearingArithmeticHarnessBytecode } from '../generated/clearingArithmeticHarness/bytecode.ts';
import type { Measurement } from './measurement.ts';

const WAD = 10n ** 18n;
const DAY = 86_400n;

/**
 * Measures the arithmetic of clearing between two readings of the meter, its inputs in memory: the price of options over a
 * grid of moneyness, volatility and time, and the worst case of books of alternating calls, puts and collars whose
 * strikes come in the worst order for sorting, each below the one before.
 */
export async function measureClearing(): Promise<Measurement> {
  const chain = await createLocalChain();
  try {
    const factory = new ContractFactory(
      clearingArithmeticHarnessAbi,
      clearingArithmeticHarnessBytecode,
      chain.signers[0],
    );
    const harness = new Contract(
      await (await factory.deploy({ type: 2 })).getAddress(),
      clearingArithmeticHarnessAbi,
      chain.signers[0],
    );
    const gasOf = async (name: string, input: unknown): Promise<number> =>
      Number(await harness.getFunction(name)(input));
    const prices: number[] = [];
    for (const option of grid()) prices.push(await gasOf('priceGas', option));
    const sorted = prices.toSorted((a, b) => a - b);
    const gas: Record<string, number> = {
      'Black-76 price on chain, median of the grid': sorted[Math.floor(sorted.length / 2)]!,
      'Black-76 price on chain, dearest of the grid': sorted.at(-1)!,
    };
    for (const legs of [2, 4, 8, 16]) {
      gas[`worst-case margin of ${legs} legs`] = await gasOf('worstCaseGas', [legs, bookOf(legs)]);
    }
    return gas;
  } finally {
    await chain.close();
  }
}

/** Calls and puts, forward 100 PAT, strikes 50 to 200, volatilities 5 % to 300 %, an hour to 92 days, both roundings. */
function grid(): readonly (readonly bigint[])[] {
  return [50n, 80n, 95n, 100n, 105n, 130n, 200n].flatMap((strike) =>
    [5n, 30n, 100n, 300n].flatMap((percent) =>
      [3_600n, DAY, 30n * DAY, 92n * DAY].flatMap((time) =>
        [0n, 1n].map((side) => [side, 100n * WAD, strike * WAD, (percent * WAD) / 100n, time, side]),
      ),
    ),
  );
}

function bookOf(legs: number): readonly bigint[] {
  const words = Array.from({ length: legs }, (_, i) => {
    const low = BigInt(200 - 5 * i) * WAD;
    const high = low + 2n * WAD;
    const word = [
      (low << 8n) | (high << 88n),
      1n | (low << 8n),
      2n | (low << 8n) | (high << 88n) | ((low + WAD) << 168n),
    ][i % 3]!;
    return [word, BigInt.asUintN(256, i % 2 === 0 ? -7n : 5n)];
  }).flat();
  return [...words, ...Array<bigint>(32 - words.length).fill(0n)];
}
