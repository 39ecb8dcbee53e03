import { openEndpoint } from '../client/endpoint/openEndpoint.ts';
import { readDeployment } from './deploymentFile.ts';
import { UsageError } from './errors.ts';
import { KEY_VARIABLE } from './help.ts';
import type { RoleName } from './localSession.ts';
import { need, type Options } from './options.ts';
import { contractsAt, type Session } from './session.ts';
import { parseAddress } from './words.ts';

/** @throws {UsageError} when a file is missing or malformed; the client's errors when the node is. */
export async function openSession(options: Options, role: RoleName): Promise<Session> {
  const { url, from } = options.texts;
  if ((url === undefined) !== options.local) {
    throw new UsageError(
      'name a node by --url, or ask by --local for a fresh deployment in this process; not both',
    );
  }
  const named = from === undefined ? undefined : parseAddress('from', from);
  if (url === undefined) {
    // Loaded here only: the chain in this process needs the peer dependency hardhat.
    const { openLocal } = await import('./localSession.ts');
    return openLocal(role, named);
  }
  const key = named === undefined ? process.env[KEY_VARIABLE] : undefined;
  const endpoint = await openEndpoint({ url, ...(key === undefined ? {} : { signer: key }) });
  try {
    const { addresses, fromBlock } = await readDeployment(need(options, 'deployment'));
    if (addresses.chainId !== endpoint.chainId) {
      throw new UsageError(
        `the deployment is on chain ${addresses.chainId}; the node serves ${endpoint.chainId}`,
      );
    }
    const { provider, signer } = endpoint;
    return {
      chain: `chain ${endpoint.chainId} at ${new URL(url).host}`,
      addresses,
      contracts: contractsAt(addresses, signer ?? provider),
      fromBlock,
      provider,
      signer,
      actor: named ?? (await signer?.getAddress()),
      close: async () => endpoint.close(),
    };
  } catch (cause) {
    endpoint.close();
    throw cause;
  }
}
