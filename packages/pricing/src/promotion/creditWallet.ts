import { checkObject } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import type { UnixSeconds, Wad } from '../units/units.ts';

/** An account's credits, by what was paid for them; changed by `reduceCreditWallet`. */
export interface CreditWallet {
  readonly account: string;
  /** Bought at face value, Wad. */
  readonly faceCredits: Wad;
  /** Bought in a promotion, Wad. */
  readonly discountedCredits: Wad;
}

/** A tool as it is paid for. */
export interface PaidTool {
  readonly toolId: string;
  readonly developer: string;
  /** Accounts paid through the developer, or otherwise close to it. */
  readonly affiliates: readonly string[];
  readonly floorCredits: Wad;
  readonly markupCredits: Wad;
}

/** Who receives what of a run, at face value. */
export interface RunPayment {
  /** To the platform, credits. */
  readonly floorCredits: Wad;
  /** To the developer, credits: always the whole markup, whatever was paid for the credits. */
  readonly developerCredits: Wad;
  /** The same at the peg, GBP. */
  readonly developerGbp: Wad;
  /** The part of `developerCredits` earned from discounted credits, which is paid at `heldUntil`; the rest at once. */
  readonly heldCredits: Wad;
  readonly heldUntil: UnixSeconds;
}

/**
 * An account without credits.
 *
 * @throws {InvalidInputError} unless the account is a name.
 * @example creditWallet({ account: 'carl' }).faceCredits // 0n
 */
export function creditWallet(input: { readonly account: string }): CreditWallet {
  checkObject('input', input);
  const { account } = input;
  if (typeof account !== 'string' || account === '') {
    throw new InvalidInputError({ path: 'account', observed: account, allowed: 'a name' });
  }
  return { account, faceCredits: 0n as Wad, discountedCredits: 0n as Wad };
}
