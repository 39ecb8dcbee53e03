import { InvalidInputError } from '@phasegate/pricing/units';
import { JsonRpcProvider } from 'ethers';
import { expect, test } from 'vitest';
import { abis } from './abis.ts';
import { type ContractHandle, contractHandle } from './contractHandle.ts';

// Nothing may be asked of the node, so there is none.
const runner = new JsonRpcProvider('http://127.0.0.1:1', 1, { staticNetwork: true });
const pat = contractHandle({ abi: abis.PAT, address: `0x${'11'.repeat(20)}`, runner });
const untyped = pat as unknown as Record<
  keyof ContractHandle<typeof abis.PAT>,
  (...args: unknown[]) => unknown
>;

const WRONG: readonly [args: unknown[], message: RegExp][] = [
  [['balance', []], /^name must be a function of the contract's ABI; got "balance"$/],
  [['balanceOf'], /^the arguments of balanceOf must be an array for \(address account\); got undefined$/],
  [
    ['balanceOf', []],
    /^the arguments of balanceOf must be an array for \(address account\); got an array of 0$/,
  ],
  [
    ['balanceOf', [17n]],
    /^the arguments of balanceOf must be values for \(address account\); got "17"\. The encoder says: /,
  ],
  [
    ['transfer', [runner, -1]],
    /^the arguments of transfer must be values for \(address to, uint256 value\); got /,
  ],
];

test.each(WRONG)(
  'error: InvalidInputError for %s, of reads, writes, simulations and encoding',
  async (args, message) => {
    for (const member of ['read', 'simulate', 'write', 'encode'] as const) {
      const failure: unknown = await (async () => untyped[member](...args))().catch(
        (cause: unknown) => cause,
      );
      expect(failure, member).toBeInstanceOf(InvalidInputError);
      expect((failure as Error).message, member).toMatch(message);
      expect((failure as Error).message.length, member).toBeLessThan(400);
    }
  },
);
