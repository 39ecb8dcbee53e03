import type { LocalChain } from '@phasegate/contracts/local-chain';
import { ContractFactory, Interface, type InterfaceAbi } from 'ethers';
import { arithmeticHarnessAbi } from '../../scripts/generated/arithmeticHarness/abi.ts';
import { arithmeticHarnessBytecode } from '../../scripts/generated/arithmeticHarness/bytecode.ts';

/** A deployed harness that is called in large batches. */
export interface Harness {
  /**
   * Calls a function whose one argument is an array of structs of words and whose result is an array of words (or of
   * structs of them): one raw `eth_call`, encoded and decoded by hand, because a codec would take longer than the chain.
   */
  batch(name: string, items: readonly (readonly bigint[])[]): Promise<readonly bigint[]>;
  /** Calls any other function. */
  call(name: string, args: readonly unknown[]): Promise<readonly unknown[]>;
}

/** Deploys a harness of pure libraries to a local chain: by default the spot market's. */
export async function deployHarness(
  chain: LocalChain,
  { abi, bytecode }: { readonly abi: InterfaceAbi; readonly bytecode: string } = {
    abi: arithmeticHarnessAbi,
    bytecode: arithmeticHarnessBytecode,
  },
): Promise<Harness> {
  const contract = await new ContractFactory(abi, bytecode, chain.signers[0]).deploy({ type: 2 });
  const to = await contract.getAddress();
  const iface = new Interface(abi);
  const raw = async (data: string): Promise<string> =>
    (await chain.request('eth_call', [{ to, data, gas: '0xfffffff' }, 'latest'])) as string;
  return {
    async batch(name, items) {
      const head = iface.getFunction(name)!.selector + word(32n) + word(BigInt(items.length));
      const answer = await raw(head + items.map((item) => item.map(word).join('')).join(''));
      const words: bigint[] = [];
      // 0x, then the offset and the length of the array.
      for (let i = 2 + 128; i < answer.length; i += 64) words.push(BigInt(`0x${answer.slice(i, i + 64)}`));
      return words;
    },
    async call(name, args) {
      return iface.decodeFunctionResult(name, await raw(iface.encodeFunctionData(name, args))).toArray(true);
    },
  };
}

function word(value: bigint): string {
  return value.toString(16).padStart(64, '0');
}
