import { PhasegateError } from '@phasegate/pricing/units';
import type { Provider, Signer } from 'ethers';
import { detectChain } from '../client/chain/detectChain.ts';
import { RpcError } from '../client/transport/errors.ts';
import { EvmBytecodeNotAllowedError } from '../deployment/errors.ts';
import { canSend } from '../nonce/sendNumbered.ts';

/** A signer that is connected to no chain can't deploy. */
export class SignerWithoutProviderError extends PhasegateError {
  constructor() {
    super('signer has no provider; deploying needs a chain. Connect it with `signer.connect(provider)`');
  }
}

/**
 * Makes sure that the signer's chain takes EVM bytecode.
 *
 * @throws {SignerWithoutProviderError} {@link EvmBytecodeNotAllowedError}.
 */
export async function checkChain(signer: Signer): Promise<Provider> {
  const provider: Provider | null | undefined = signer?.provider;
  if (provider === null || provider === undefined) throw new SignerWithoutProviderError();
  if (!canSend(provider)) return provider;
  const chain = await detectChain({
    request: (method, params) =>
      provider.send(method, params ?? []).catch((cause: unknown) => {
        throw cause instanceof PhasegateError ? cause : new RpcError(method, { message: String(cause) });
      }),
  });
  if (chain.kind === 'zksync' && !chain.evmBytecodeAllowed) {
    throw new EvmBytecodeNotAllowedError(Number((await provider.getNetwork()).chainId));
  }
  return provider;
}
