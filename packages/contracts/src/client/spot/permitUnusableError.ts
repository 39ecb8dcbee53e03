import { PhasegateError, patText, timeText } from '@phasegate/pricing/units';
import type { SignedPermit } from './signPermit.ts';

/**
 * A permit came with a purchase and gave the marketplace no allowance for it. The marketplace goes on without such a permit,
 * since anybody may have used it first, and misses the allowance; that refusal is the `cause`.
 */
export class PermitUnusableError extends PhasegateError {
  /** `invalid`: used already, or signed by another account or for another chain, token, nonce or amount. */
  readonly problem: 'expired' | 'tooSmall' | 'invalid';
  /** Last Unix second of the permit. */
  readonly deadline: number;
  /** The chain's clock. */
  readonly timestamp: number;

  constructor(input: { permit: SignedPermit; needed: bigint; timestamp: number; cause: unknown }) {
    const { permit, needed, timestamp } = input;
    const { value, deadline } = permit;
    const isExpired = deadline < timestamp;
    super(
      isExpired
        ? `the permit expired at ${timeText(deadline)}; it is ${timeText(timestamp)}. Sign a new one with a later deadline`
        : value < needed
          ? `the permit is over ${patText(value)}; ${patText(needed)} is needed. Sign one over the ask`
          : 'the permit is used already, or signed for another account, chain, token or nonce. Sign a new one',
    );
    this.problem = isExpired ? 'expired' : value < needed ? 'tooSmall' : 'invalid';
    this.deadline = Number(deadline);
    this.timestamp = timestamp;
    this.cause = input.cause;
  }
}
