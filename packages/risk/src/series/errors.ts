import { InvalidInputError } from '@phasegate/pricing/units';

/** The upper end of a bounded payoff lies below its lower end: it would turn negative. */
export class CapBelowStrikeError extends InvalidInputError {
  readonly cap: bigint | number;
  /** The strike of a call, the floor of a collar. */
  readonly lower: bigint | number;

  constructor(path: string, cap: bigint | number, lower: bigint | number) {
    super({
      path: `${path}.cap`,
      observed: cap,
      allowed: `at least the strike or floor, ${lower}`,
      remedy: 'Raise the cap, or lower the strike or floor.',
    });
    this.cap = cap;
    this.lower = lower;
  }
}
