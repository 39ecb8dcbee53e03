import type { Provider, Signer, TransactionRequest, TransactionResponse } from 'ethers';
import { type AccountOnChain, type NonceLane, nonceLane } from './nonceLane.ts';

/** A signer that chooses nonces itself; one that is given a nonce all the same may ignore it. */
export interface KeepsNonces {
  readonly keepsNonces: true;
}

const lanes = new WeakMap<Provider, Map<string, NonceLane>>();

/**
 * Sends a transaction through any ethers signer, with a nonce that is right also a moment after the last one.
 *
 * ethers keeps a provider's answers for a quarter of a second, its count of an account's transactions among them: a signer
 * that sends twice within that time takes one nonce twice. So the node itself is asked, one transaction of an account after
 * the other. Where the node or the signer numbers (`JsonRpcSigner`, `NonceManager`, the client's own signer) it is left to it.
 */
export async function sendNumbered(
  signer: Signer,
  request: TransactionRequest,
): Promise<TransactionResponse> {
  const { provider } = signer;
  if (provider === null || typeof request.nonce === 'number' || numbersItself(signer)) {
    return signer.sendTransaction(request);
  }
  return laneOf(provider, await signer.getAddress()).run(async (turn) => {
    const nonce = await turn.next();
    const sent = await signer.sendTransaction({ ...request, nonce });
    turn.used(nonce, sent.hash);
    return sent;
  });
}

/** By shape and not by class: two copies of ethers don't know each other's classes. */
function numbersItself(signer: Signer): boolean {
  return ['keepsNonces', 'sendUncheckedTransaction', 'increment'].some((member) => member in signer);
}

function laneOf(provider: Provider, address: string): NonceLane {
  const ofProvider = lanes.get(provider) ?? new Map<string, NonceLane>();
  lanes.set(provider, ofProvider);
  const lane = ofProvider.get(address) ?? nonceLane(accountOf(provider, address));
  ofProvider.set(address, lane);
  return lane;
}

function accountOf(provider: Provider, address: string): AccountOnChain {
  return {
    transactionCount: async () =>
      canSend(provider)
        ? Number(await provider.send('eth_getTransactionCount', [address, 'pending']))
        : provider.getTransactionCount(address, 'pending'),
    isKnown: async (hash) => (await provider.getTransaction(hash)) !== null,
  };
}

/** JSON-RPC providers can; others reach their chain in their own way. */
export function canSend(
  provider: object,
): provider is { send(method: string, params: readonly unknown[]): Promise<unknown> } {
  return 'send' in provider && typeof provider.send === 'function';
}
