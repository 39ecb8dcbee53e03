import { id, isHexString } from 'ethers';
import { HttpRefusedError, RpcError } from '../transport/errors.ts';
import type { Transport } from '../transport/httpTransport.ts';

/** What kind of chain a node serves. */
export type ChainKind =
  | { readonly kind: 'evm' }
  | {
      readonly kind: 'zksync';
      /** Whether EVM bytecode may be deployed; contracts that are already there work either way. */
      readonly evmBytecodeAllowed: boolean;
    };

/** ZKsync's deployer system contract. */
const CONTRACT_DEPLOYER = '0x0000000000000000000000000000000000008006';
/** It answers 0 for EraVM alone, 1 for EraVM and EVM. */
const ALLOWED_BYTECODE_TYPES: string = id('allowedBytecodeTypesToDeploy()').slice(0, 10);

/**
 * Asks a node whether it is a ZKsync node and whether it takes EVM bytecode: a plain EVM does not know
 * `zks_getBridgehubContract`; ZKsync's deployer tells its bytecode types.
 *
 * @throws {NodeUnreachableError} when the node does not answer: silence is not taken for a plain EVM.
 */
export async function detectChain(transport: Pick<Transport, 'request'>): Promise<ChainKind> {
  const bridgehub = await answerUnlessRefused(transport, 'zks_getBridgehubContract', []);
  if (!isHexString(bridgehub, 20)) return { kind: 'evm' };
  const types = await answerUnlessRefused(transport, 'eth_call', [
    { to: CONTRACT_DEPLOYER, data: ALLOWED_BYTECODE_TYPES },
    'latest',
  ]);
  // A deployer from before the EVM interpreter reverts or answers nothing: EraVM bytecode alone.
  return { kind: 'zksync', evmBytecodeAllowed: isHexString(types, 32) && BigInt(types) === 1n };
}

async function answerUnlessRefused(
  transport: Pick<Transport, 'request'>,
  method: string,
  params: readonly unknown[],
): Promise<unknown> {
  return transport.request(method, params).catch((cause: unknown) => {
    // Gateways refuse methods they don't know with an HTTP status.
    if (cause instanceof RpcError || cause instanceof HttpRefusedError) return undefined;
    throw cause;
  });
}
