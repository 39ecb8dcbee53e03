import type { Quantity } from '@phasegate/pricing/units';

/** An instrument's own input: every field as the instrument has it, without the unit brands and the kind. */
export type Terms<Instrument> = {
  readonly [Key in keyof Instrument as Key extends 'kind' ? never : Key]: Instrument[Key] extends bigint
    ? bigint
    : Instrument[Key] extends number
      ? number
      : Instrument[Key];
};

/** Quantities of units or lots fit 64 bits on chain. */
export const MAX_QUANTITY: Quantity = 2n ** 64n - 1n;
