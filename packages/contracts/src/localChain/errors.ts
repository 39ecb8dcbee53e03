import { PhasegateError } from '@phasegate/pricing/units';

/** Hardhat's engine is not installed, or this Node is too old for it. Nothing else of the package needs it. */
export class LocalChainUnavailableError extends PhasegateError {
  /** As `process.versions.node` has it. */
  readonly nodeVersion: string;

  constructor(input: { nodeVersion: string; problem: string; cause?: unknown }) {
    super(`a chain in this process needs hardhat 3, and ${input.problem}`);
    this.nodeVersion = input.nodeVersion;
    this.cause = input.cause;
  }
}
