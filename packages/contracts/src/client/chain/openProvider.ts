import { FetchRequest, JsonRpcProvider, Network } from 'ethers';
import type { Provider as ZkProvider } from 'zksync-ethers';
import type { Transport } from '../transport/httpTransport.ts';
import type { ChainKind } from './detectChain.ts';

/** An ethers provider of the right make for the chain, whose requests all pass through the client's transport. */
export type ClientProvider =
  | { readonly kind: 'evm'; readonly provider: JsonRpcProvider }
  | { readonly kind: 'zksync'; readonly provider: ZkProvider };

/**
 * Opens zksync-ethers' provider on ZKsync and ethers' elsewhere. Nothing is cached between calls, the network is taken
 * as known, and retrying is the transport's alone.
 *
 * @param options.pollIntervalMs how often `wait()` of a plain ethers transaction looks, in milliseconds.
 */
export async function openProvider(options: {
  transport: Transport;
  chain: ChainKind;
  chainId: number;
  pollIntervalMs: number;
}): Promise<ClientProvider> {
  const { transport, chain, chainId, pollIntervalMs } = options;
  const connection = new FetchRequest(transport.url);
  connection.getUrlFunc = async (request) => ({
    statusCode: 200,
    statusMessage: 'OK',
    headers: {},
    body: new TextEncoder().encode(await transport.post(new TextDecoder().decode(request.body ?? undefined))),
  });
  const network = Network.from(chainId);
  const settings = { staticNetwork: network, batchMaxCount: 1, cacheTimeout: -1 };
  if (chain.kind === 'evm') {
    const provider = new JsonRpcProvider(connection, network, settings);
    provider.pollingInterval = pollIntervalMs;
    return { kind: 'evm', provider };
  }
  // Loaded on ZKsync only: nobody else pays for it.
  const { Provider } = await import('zksync-ethers');
  const provider = new Provider(connection, network, settings);
  provider.pollingInterval = pollIntervalMs;
  return { kind: 'zksync', provider };
}
