import { MarginTooLowError } from '@phasegate/pricing/refusals';
import {
  type Bps,
  checkInteger,
  InvalidInputError,
  MAX_MARGIN_BPS,
  MarginTooHighError,
} from '@phasegate/pricing/units';

/**
 * An address in the form the state's maps are keyed by.
 *
 * @throws {InvalidInputError} unless 20 bytes in hexadecimal, not all zero.
 */
export function addressKey(path: string, address: string): string {
  if (typeof address !== 'string' || !/^0x[0-9a-f]{40}$/i.test(address) || /^0x0+$/.test(address)) {
    throw new InvalidInputError({
      path,
      observed: address,
      allowed: 'a non-zero address: 0x and 40 hexadecimal digits',
    });
  }
  return address.toLowerCase();
}

/**
 * A hash in the form the state's maps are keyed by.
 *
 * @throws {InvalidInputError} unless 32 bytes in hexadecimal, not all zero.
 */
export function hashKey(path: string, hash: string): string {
  if (typeof hash !== 'string' || !/^0x[0-9a-f]{64}$/i.test(hash) || /^0x0+$/.test(hash)) {
    throw new InvalidInputError({
      path,
      observed: hash,
      allowed: 'a non-zero hash: 0x and 64 hexadecimal digits',
    });
  }
  return hash.toLowerCase();
}

/** The broker wallet's key. @throws {InvalidInputError} on a malformed address or the marketplace's own. */
export function walletKey(marketplace: string, wallet: string): string {
  const key = addressKey('brokerWallet', wallet);
  if (key === marketplace) {
    throw new InvalidInputError({
      path: 'brokerWallet',
      observed: wallet,
      allowed: "an address other than the marketplace's own",
    });
  }
  return key;
}

/**
 * A margin as the contract takes it, 16 bits wide: all of what is above 5000 is too high, also above 100 %.
 *
 * @throws {InvalidInputError} unless a whole number from 0 to 65535. @throws {MarginTooHighError} above 5000.
 */
function checkStampedMargin(path: string, value: unknown): asserts value is Bps {
  checkInteger(path, value, 0, 2 ** 16 - 1);
  if (value > MAX_MARGIN_BPS) throw new MarginTooHighError(path, value);
}

/**
 * A margin that segments may bear: high enough that their purchases enter the index.
 *
 * @throws {MarginTooHighError} above 5000. @throws {MarginTooLowError} below the index's least margin.
 * @throws {InvalidInputError} unless a whole number from 0 to 65535.
 */
export function checkMargin(path: string, value: unknown, minIndexMarginBps: number): asserts value is Bps {
  checkStampedMargin(path, value);
  if (value < minIndexMarginBps) throw new MarginTooLowError(value, minIndexMarginBps);
}
