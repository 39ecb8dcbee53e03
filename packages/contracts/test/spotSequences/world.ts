import { openSpotMarket, playSpotMarket, type SpotMarketState, UNLIMITED } from '@phasegate/market';
import { type Bps, PhasegateError, parseWad, type Wad } from '@phasegate/pricing/units';
import { HDNodeWallet, type Interface, type LogDescription, MaxUint256, Mnemonic } from 'ethers';
import { plainFields, plainOutputs } from '../../src/contract/values.ts';
import {
  decodeRevert,
  deployMarketplaceImplementation,
  deployPhasegate,
  type PatAllocation,
  type PhasegateContracts,
  refusalOf,
} from '../../src/index.ts';
import { createLocalChain, type LocalChain } from '../../src/localChain/localChain.ts';
import { ACTORS, OWNER } from './actions.ts';
import type { Refusal } from './refusal.ts';

/** A contract as a sequence meets it: where it is and how to speak to it. */
export interface Target {
  readonly address: string;
  readonly interface: Interface;
}

/** An implementation to upgrade to; the index thresholds are in its code. */
export interface Implementation {
  readonly address: string;
  readonly minIndexAsk: Wad;
  readonly minIndexMarginBps: number;
  /** Curve 0 in the code, or 0 for the stored one: the same prices either way. */
  readonly firstCurve: bigint;
}

/** One deployment that all sequences share: each starts from its snapshot. */
export interface World {
  readonly chain: LocalChain;
  readonly chainId: number;
  readonly marketplace: PhasegateContracts['marketplace'];
  readonly pat: Target;
  readonly gate: Target;
  readonly actors: readonly string[];
  readonly wallets: readonly HDNodeWallet[];
  readonly implementations: readonly Implementation[];
  readonly spotMarket: SpotMarketState;
  readonly now: number;
  snapshot: unknown;
}

/** The phrase of the in-process chain's unlocked accounts, public by design. */
const PHRASE = 'test test test test test test test test test test test junk';
const GAS = '0xf00000';
/** What every sequence adds first. */
const FLAT = 2n ** 256n - 1n;
const THRESHOLDS: readonly Omit<Implementation, 'address'>[] = [
  { minIndexAsk: parseWad('0.01'), minIndexMarginBps: 100, firstCurve: 0n },
  { minIndexAsk: parseWad('95'), minIndexMarginBps: 3_000, firstCurve: FLAT },
  { minIndexAsk: 0n as Wad, minIndexMarginBps: 0, firstCurve: FLAT },
];

/** Deploys, gives the owner every role and everybody PAT and an unlimited allowance, and opens a spot market to match. */
export async function createWorld(): Promise<World> {
  const chain = await createLocalChain();
  const actors = chain.signers.slice(0, ACTORS).map(({ address }) => address);
  const owner = chain.signers.at(OWNER)!;
  const { addresses, contracts, parameters } = await deployPhasegate({
    signer: owner,
    parameters: { firstCurve: FLAT },
  });
  const { marketplace, pat, phaseGate: gate } = contracts;
  const implementations: Implementation[] = [];
  for (const thresholds of THRESHOLDS) {
    const { address } = await deployMarketplaceImplementation({
      signer: owner,
      pat: pat.address,
      phaseGate: gate.address,
      ...thresholds,
    });
    implementations.push({ address, ...thresholds });
  }
  const mnemonic = Mnemonic.fromPhrase(PHRASE);
  const wallets = actors.map((_, i) => HDNodeWallet.fromMnemonic(mnemonic, `m/44'/60'/0'/0/${i}`));
  const latest = (await chain.provider.getBlock('latest'))!.timestamp;
  const now = latest + 3_600;
  const spotMarket = openSpotMarket({
    marketplace: marketplace.address,
    brokerWallet: parameters.brokerWallet,
    brokerMarginBps: parameters.brokerMarginBps as Bps,
    maxBackdateSeconds: parameters.maxBackdateSeconds,
    minIndexAsk: parameters.minIndexAsk as Wad,
    minIndexMarginBps: parameters.minIndexMarginBps,
    at: now,
  });
  const world: World = {
    chain,
    chainId: addresses.chainId,
    marketplace,
    pat,
    gate,
    actors,
    wallets,
    implementations,
    spotMarket,
    now,
    snapshot: undefined,
  };
  const must = async (
    from: number,
    target: Target,
    name: string,
    args: readonly unknown[],
  ): Promise<void> => {
    const outcome = await send(world, { from, target, name, args, now: latest + 1 });
    if ('refusal' in outcome) throw new Error(`${name} was refused: ${outcome.refusal.reason}`);
  };
  await must(OWNER, marketplace, 'setRole', [0, owner.address, true]);
  await must(OWNER, marketplace, 'setRole', [1, owner.address, true]);
  await must(OWNER, marketplace, 'setRole', [2, owner.address, true]);
  playSpotMarket(spotMarket, {
    type: 'refreshIndexStanding',
    at: now,
    account: owner.address,
    countsForIndex: false,
  });
  const [{ to, amount: supply }] = parameters.patAllocation as [PatAllocation];
  playSpotMarket(spotMarket, { type: 'allocatePat', at: now, to, amount: supply as Wad });
  const amount = parseWad('10000');
  for (const [i, address] of actors.entries()) {
    await must(OWNER, pat, 'transfer', [address, amount]);
    playSpotMarket(spotMarket, { type: 'transferPat', at: now, from: to, to: address, amount });
    await must(i, pat, 'approve', [marketplace.address, MaxUint256]);
    playSpotMarket(spotMarket, { type: 'approvePat', at: now, owner: address, amount: UNLIMITED });
  }
  world.snapshot = await chain.request('evm_snapshot');
  return world;
}

/** Puts the chain back to the world's beginning. */
export async function resetWorld(world: World): Promise<void> {
  await world.chain.request('evm_revert', [world.snapshot]);
  world.snapshot = await world.chain.request('evm_snapshot');
}

export interface Transaction {
  readonly from: number;
  readonly target: Target;
  readonly name: string;
  readonly args: readonly unknown[];
  /** Unix second of the block. */
  readonly now: number;
}

/** What a transaction returned and logged, or why it was refused. */
export type Outcome =
  | { readonly returned: unknown; readonly logs: readonly LogDescription[] }
  | { readonly refusal: Refusal; readonly error: PhasegateError };

/** Asks what a transaction would return, sends it, and insists that the two agree on whether it is refused. */
export async function send(world: World, { from, target, name, args, now }: Transaction): Promise<Outcome> {
  const { chain, actors } = world;
  const fragment = target.interface.fragments.find(
    (entry) =>
      'name' in entry &&
      entry.name === name &&
      entry.inputs.length === args.length &&
      entry.type === 'function',
  );
  const method = target.interface.getFunction(fragment!.format('sighash'))!;
  const request = {
    from: actors[from],
    to: target.address,
    data: target.interface.encodeFunctionData(method, args),
    gas: GAS,
  };
  await chain.setNextTimestamp(now);
  const foretold = await outcomeOf(chain.request('eth_call', [request, 'pending']));
  await chain.setNextTimestamp(now);
  const sent = await outcomeOf(chain.request('eth_sendTransaction', [request]));
  if ('refusal' in foretold || 'refusal' in sent) {
    if (!('refusal' in foretold && 'refusal' in sent) || foretold.refusal.reason !== sent.refusal.reason) {
      throw new Error(`${name}: the call and the transaction end differently`);
    }
    return sent;
  }
  const receipt = (await chain.request('eth_getTransactionReceipt', [sent.value])) as {
    logs: readonly { address: string; topics: string[]; data: string }[];
  };
  const outputs = (JSON.parse(method.format('json')) as { outputs: { type: string }[] }).outputs;
  return {
    returned: plainOutputs(outputs, target.interface.decodeFunctionResult(method, foretold.value as string)),
    logs: receipt.logs
      .filter(({ address }) => address.toLowerCase() === target.address.toLowerCase())
      .map((log) => target.interface.parseLog(log)!),
  };
}

/** A view at the latest block. */
export async function view<T>(
  world: World,
  target: Target,
  name: string,
  ...args: readonly unknown[]
): Promise<T> {
  const method = target.interface.getFunction(name)!;
  const data = target.interface.encodeFunctionData(method, args);
  const answer = await world.chain.request('eth_call', [{ to: target.address, data }, 'latest']);
  const outputs = (JSON.parse(method.format('json')) as { outputs: { type: string }[] }).outputs;
  return plainOutputs(outputs, target.interface.decodeFunctionResult(method, answer as string)) as T;
}

/** An event's arguments by name. */
export function eventArguments({ fragment, args }: LogDescription): Record<string, unknown> {
  return plainFields((JSON.parse(fragment.format('json')) as { inputs: { type: string }[] }).inputs, args);
}

async function outcomeOf(
  answer: Promise<unknown>,
): Promise<{ value: unknown } | { refusal: Refusal; error: PhasegateError }> {
  try {
    return { value: await answer };
  } catch (cause) {
    const error = decodeRevert(cause);
    const said = refusalOf(error);
    if (said !== undefined) return { refusal: said, error: error as PhasegateError };
    throw error instanceof PhasegateError ? error : cause;
  }
}
