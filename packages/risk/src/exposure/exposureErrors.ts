import { InvalidInputError, PhasegateError, type Wad } from '@phasegate/pricing/units';

/** A participant, segment or reservation the tree has never heard of (or has finished with). */
export class UnknownExposureKeyError extends PhasegateError {
  readonly kind: 'participant' | 'segment' | 'reservation' | 'position' | 'node';
  readonly key: string;

  constructor(kind: 'participant' | 'segment' | 'reservation' | 'position' | 'node', key: string) {
    super(`${kind} ${key} is not in the exposure tree. Register it first, or check the key.`);
    this.kind = kind;
    this.key = key;
  }
}

/** An id that may appear once was used again. */
export class DuplicateExposureKeyError extends PhasegateError {
  readonly kind: 'participant' | 'segment' | 'reservation';
  readonly key: string;

  constructor(kind: 'participant' | 'segment' | 'reservation', key: string) {
    super(`${kind} ${key} is already in the exposure tree. Ids are used once; pick a fresh one.`);
    this.kind = kind;
    this.key = key;
  }
}

/** More was to be committed, or settled, than is there. */
export class ExcessQuantityError extends InvalidInputError {
  readonly available: Wad;

  constructor(path: string, observed: Wad, available: Wad) {
    super({ path, observed, allowed: `at most ${available}`, remedy: 'Use what is left of it.' });
    this.available = available;
  }
}
