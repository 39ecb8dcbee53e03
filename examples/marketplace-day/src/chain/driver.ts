import {
  type ContractHandle,
  type Deployment,
  decodeRevert,
  deployMarketplaceImplementation,
  refusalOf,
} from '@phasegate/contracts';
import type { LocalChain } from '@phasegate/contracts/local-chain';
import { PhasegateError } from '@phasegate/pricing';
import { id as keccakText, toBeHex } from 'ethers';
import type { Actors } from '../market/actors.ts';
import type { StepKind, TransactionStep, UpgradeStep } from '../market/step.ts';
import type { RunContracts } from '../market/year.ts';
import type { Comparison } from '../reconcile/comparison.ts';

/** The chain refused a transaction that the rules accept. */
class UnexpectedRefusalError extends PhasegateError {
  readonly step: TransactionStep;

  constructor(step: TransactionStep, cause: unknown) {
    super(
      `the chain refused '${step.kind}' by ${step.from} at ${step.at}, which the rules accept: ${String(cause)}`,
    );
    this.step = step;
    this.cause = cause;
  }
}

/** Sends the plan's transactions, signed by their actors, each in a block of its own at its own second. */
export interface Driver {
  send(step: TransactionStep): Promise<void>;
  upgrade(step: UpgradeStep): Promise<void>;
  /** Transactions and gas by kind. */
  readonly usage: ReadonlyMap<StepKind | 'upgrade', { transactions: number; gas: number }>;
}

interface Receipt {
  readonly gasUsed: string;
  readonly logs: readonly { readonly topics: readonly string[]; readonly data: string }[];
}

const PURCHASED = keccakText('SegmentPurchased(uint256,address,uint256,uint256)');
/** More than any base fee a full chain reaches in a run; the accounts are funded for it. */
const MAX_FEE = 10n ** 13n;

export function driver(input: {
  chain: LocalChain;
  deployment: Deployment;
  contracts: RunContracts;
  actors: Actors;
  comparison: Comparison;
}): Driver {
  const { chain, deployment, contracts, actors, comparison } = input;
  const nonces = new Map<string, number>();
  const usage = new Map<StepKind | 'upgrade', { transactions: number; gas: number }>();

  async function nonceOf(name: string): Promise<number> {
    let nonce = nonces.get(name);
    if (nonce === undefined) {
      await chain.request('hardhat_setBalance', [actors.address(name), toBeHex(10n ** 24n)]);
      nonce = Number(await chain.request('eth_getTransactionCount', [actors.address(name), 'latest']));
    }
    nonces.set(name, nonce + 1);
    return nonce;
  }

  async function transact(input: {
    from: string;
    to: string;
    data: string;
    gasLimit: number;
    at: number;
  }): Promise<Receipt> {
    const raw = await actors.wallet(input.from).signTransaction({
      type: 2,
      chainId: deployment.addresses.chainId,
      nonce: await nonceOf(input.from),
      to: input.to,
      data: input.data,
      gasLimit: input.gasLimit,
      maxFeePerGas: MAX_FEE,
      maxPriorityFeePerGas: 0n,
    });
    await chain.setNextTimestamp(input.at);
    const hash = await chain.request('eth_sendRawTransaction', [raw]);
    return (await chain.request('eth_getTransactionReceipt', [hash])) as Receipt;
  }

  function count(kind: StepKind | 'upgrade', receipt: Receipt): void {
    const row = usage.get(kind) ?? { transactions: 0, gas: 0 };
    row.transactions += 1;
    row.gas += Number(receipt.gasUsed);
    usage.set(kind, row);
  }

  async function send(step: TransactionStep): Promise<void> {
    const { from, at, gasLimit } = step;
    const handle: Pick<ContractHandle<readonly []>, 'address'> = contracts[step.to];
    const data = await step.data;
    if (step.refusal !== undefined) {
      const refused = await chain
        .request('eth_call', [{ from: actors.address(from), to: handle.address, data }, 'latest'])
        .then(
          () => 'accepted',
          (cause: unknown) => reasonOf(cause),
        );
      comparison.equal(`${step.kind} by ${from} is refused`, refused, step.refusal);
      return;
    }
    const receipt = await transact({ from, to: handle.address, data, gasLimit, at }).catch(
      (cause: unknown) => {
        throw new UnexpectedRefusalError(step, decodeRevert(cause));
      },
    );
    count(step.kind, receipt);
    if (step.fills !== undefined) compareFills(step, receipt, comparison);
  }

  async function upgrade({ at }: UpgradeStep): Promise<void> {
    const owner = actors.wallet('owner').connect(chain.provider);
    await chain.setNextTimestamp(at);
    const implementation = await deployMarketplaceImplementation({
      signer: owner,
      pat: deployment.addresses.pat,
      phaseGate: deployment.addresses.phaseGate,
      minIndexAsk: deployment.parameters.minIndexAsk,
      minIndexMarginBps: deployment.parameters.minIndexMarginBps,
      firstCurve: deployment.parameters.firstCurve,
    });
    nonces.set('owner', (nonces.get('owner') ?? 0) + 1);
    const { marketplace } = deployment.contracts;
    const data = marketplace.encode('updateBrokerContract', [implementation.address]);
    count('upgrade', await transact({ from: 'owner', to: marketplace.address, data, gasLimit: 400_000, at }));
    const slot = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc';
    const stored = String(await chain.request('eth_getStorageAt', [marketplace.address, slot, 'latest']));
    comparison.equal('implementation', `0x${stored.slice(-40)}`, implementation.address.toLowerCase());
  }

  return { send, upgrade, usage };
}

/** The purchases a receipt shows against those the rules expect, in order. */
function compareFills(step: TransactionStep, receipt: Receipt, comparison: Comparison): void {
  const purchased = receipt.logs.filter(({ topics }) => topics[0] === PURCHASED);
  comparison.equal(`purchases of a ${step.kind} at ${step.at}`, purchased.length, step.fills!.length);
  step.fills!.forEach((fill, i) => {
    const log = purchased[i];
    if (log === undefined) return;
    const [ask, payout] = [BigInt(log.data.slice(0, 66)), BigInt(`0x${log.data.slice(66, 130)}`)];
    comparison.equal(`purchased id`, BigInt(log.topics[1]!), BigInt(fill.id));
    comparison.equal(`ask of segment ${fill.id}`, ask, fill.ask);
    comparison.equal(`payout of segment ${fill.id}`, payout, fill.payout);
    comparison.equal(`spread of segment ${fill.id}`, ask - payout, fill.brokerSpread);
  });
}

function reasonOf(cause: unknown): string {
  const decoded = decodeRevert(cause);
  return refusalOf(decoded)?.reason ?? String(decoded);
}
