import {
  BPS,
  type Bps,
  checkAmount,
  checkFields,
  checkInteger,
  checkObject,
  InvalidInputError,
  mulDivDown,
  PhasegateError,
  type Seconds,
  type UnixSeconds,
  WAD,
  type Wad,
} from '@phasegate/pricing/units';

/** How fast a limit or parameter may move: no more than this a step, and not sooner than the delay. */
export interface ChangePolicy {
  /** Largest step up or down relative to the present value, integer bps (2,500 = 25 %). */
  readonly maxChangeBps: Bps;
  /** A step of this size is allowed whatever the present value is, so that zero can be left. Unit of the parameter. */
  readonly minimumStep: Wad;
  /** Seconds from announcement to effect. */
  readonly minimumDelaySeconds: Seconds;
}

/** A parameter was to move further in one step than its policy allows. */
export class ChangeTooLargeError extends PhasegateError {
  readonly current: Wad;
  readonly proposed: Wad;
  readonly largestStep: Wad;

  constructor(current: Wad, proposed: Wad, largestStep: Wad) {
    super(
      `a change from ${current} to ${proposed} exceeds the largest step ${largestStep}. ` +
        'Move there in several announced steps.',
    );
    this.current = current;
    this.proposed = proposed;
    this.largestStep = largestStep;
  }
}

/** 25 % a step (or 1,000 PAT), a day ahead. */
export const defaultChangePolicy: ChangePolicy = {
  maxChangeBps: 2_500 as Bps,
  minimumStep: (1_000n * WAD) as Wad,
  minimumDelaySeconds: 86_400,
};

export function checkChangePolicy(path: string, policy: ChangePolicy): void {
  checkFields(path, policy, Object.keys(defaultChangePolicy));
  checkInteger(`${path}.maxChangeBps`, policy.maxChangeBps, 1, 10_000);
  checkAmount(`${path}.minimumStep`, policy.minimumStep);
  checkInteger(`${path}.minimumDelaySeconds`, policy.minimumDelaySeconds, 0);
}

/**
 * When an announced change takes effect, `now + minimumDelaySeconds`, if its size is allowed:
 * `|proposed - current| <= max(minimumStep, floor(current x maxChangeBps / 10000))`. Rounded down, the slower side.
 *
 * @param input.current, input.proposed same unit, zero or more
 * @param input.now Unix seconds
 * @throws {ChangeTooLargeError} the step is too large
 * @throws {InvalidInputError} negative values, a malformed policy
 * @example
 * announceChange({ current: 1000n, proposed: 1250n, now: 0,
 *   policy: { maxChangeBps: 2500, minimumStep: 0n, minimumDelaySeconds: 60 } }) // { effectiveAt: 60 }
 */
export function announceChange(input: {
  readonly current: Wad;
  readonly proposed: Wad;
  readonly now: UnixSeconds;
  readonly policy: ChangePolicy;
}): { readonly effectiveAt: UnixSeconds } {
  checkObject('input', input);
  const { current, proposed, now } = input;
  checkAmount('current', current);
  checkAmount('proposed', proposed);
  checkInteger('now', now, 0);
  const { policy } = input;
  checkChangePolicy('policy', policy);
  const relative = mulDivDown(current, BigInt(policy.maxChangeBps), BigInt(BPS));
  const largest = relative > policy.minimumStep ? relative : policy.minimumStep;
  const step = proposed > current ? proposed - current : current - proposed;
  if (step > largest) throw new ChangeTooLargeError(current, proposed, largest);
  const effectiveAt = now + policy.minimumDelaySeconds;
  if (!Number.isSafeInteger(effectiveAt)) {
    throw new InvalidInputError({
      path: 'now',
      observed: now,
      allowed: 'a time whose delay is a safe integer',
    });
  }
  return { effectiveAt };
}
