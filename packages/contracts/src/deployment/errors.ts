import { InvalidInputError, PhasegateError } from '@phasegate/pricing/units';

/** The deployment is not what `deployPhasegate` returns or the deployment script writes. */
export class MalformedDeploymentError extends InvalidInputError {
  constructor(path: string, observed: unknown, allowed: string) {
    super({
      path: `deployment${path}`,
      observed,
      allowed,
      remedy: 'Pass what `deployPhasegate` returned or the file its script wrote',
    });
  }
}

/** The node serves another chain than the deployment's. */
export class WrongChainError extends PhasegateError {
  readonly observed: number;
  readonly expected: number;

  constructor(observed: number, expected: number) {
    super(`The node serves chain ${observed}; the deployment is on chain ${expected}. Check the URL`);
    this.observed = observed;
    this.expected = expected;
  }
}

/** There is no contract at an address of the deployment. */
export class NoCodeError extends PhasegateError {
  readonly contract: string;
  readonly address: string;

  constructor(contract: string, address: string) {
    super(
      `There is no code at ${address}, the deployment's ${contract}. Check that the deployment is this chain's; a local node forgets at restart`,
    );
    this.contract = contract;
    this.address = address;
  }
}

/** The chain takes EraVM bytecode alone; Phasegate's contracts are standard EVM bytecode. */
export class EvmBytecodeNotAllowedError extends PhasegateError {
  readonly chainId: number;

  constructor(chainId: number) {
    super(
      `Chain ${chainId} is a ZKsync chain that takes EraVM bytecode alone; EVM bytecode is needed. Deploy to a chain with the EVM interpreter`,
    );
    this.chainId = chainId;
  }
}
