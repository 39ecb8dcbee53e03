import { InvalidInputError, PhasegateError } from '@phasegate/pricing/units';

/** What was given to go on from is not a checkpoint of this deployment. */
export class MalformedCheckpointError extends InvalidInputError {
  constructor(path: string, observed: unknown, allowed: string) {
    super({
      path: `checkpoint${path}`,
      observed,
      allowed,
      remedy: 'Pass the last stored checkpoint, or `fromBlock` to start anew',
    });
  }
}

/** The chain was reorganised deeper than the follower remembers. */
export class ReorganisationTooDeepError extends PhasegateError {
  /** The oldest block remembered; it is no longer part of the chain. */
  readonly oldestBlock: number;

  constructor(oldestBlock: number) {
    super(
      `Block ${oldestBlock}, the oldest one remembered, is no longer part of the chain. ` +
        'Drop what was built from it and follow from an earlier `fromBlock`, or remember more with `reorganisationDepth`',
    );
    this.oldestBlock = oldestBlock;
  }
}

/** A node refuses the logs even of a single block. */
export class LogsRefusedError extends PhasegateError {
  readonly blockNumber: number;

  constructor(blockNumber: number, cause: Error) {
    super(`The node refused the logs of block ${blockNumber} alone: ${cause.message}. Use another node`);
    this.blockNumber = blockNumber;
    this.cause = cause;
  }
}

/** A node's blocks and logs keep contradicting each other. */
export class InconsistentNodeError extends PhasegateError {
  readonly blockNumber: number;
  readonly attempts: number;

  constructor(blockNumber: number, attempts: number) {
    super(
      `Logs and blocks up to ${blockNumber} contradicted each other ${attempts} times in a row. Use one node, not a pool`,
    );
    this.blockNumber = blockNumber;
    this.attempts = attempts;
  }
}
