import { checkAmount, checkObject, checkSignedAmount, InvalidInputError } from '@phasegate/pricing/units';
import { CapBelowStrikeError } from './errors.ts';
import type { SeriesLeg, SeriesTerms } from './seriesTerms.ts';

/**
 * Checks the terms of a series: bigints of zero or more (a spread of either sign), and a cap not below strike or floor.
 *
 * @param path what the terms are called in a message, for example `legs[2]`
 * @throws {InvalidInputError} a malformed amount or an unknown kind
 * @throws {CapBelowStrikeError} a cap below its strike or floor
 * @example checkSeriesTerms('series', { kind: 'put', strike: 100n }) // undefined
 */
export function checkSeriesTerms(path: string, terms: SeriesTerms): void {
  // The usual case first, without building the texts that only an error needs.
  if (!isWellFormed(terms)) explain(path, terms);
}

/** Checks one leg of a list; the path is only put together for an error. */
export function checkLeg(list: string, index: number, leg: SeriesLeg): void {
  if (!isWellFormed(leg) || leg.kind === ('indexSwap' as string) || typeof leg.quantity !== 'bigint') {
    const path = `${list}[${index}]`;
    explain(path, leg);
    checkSignedAmount(`${path}.quantity`, leg.quantity);
    throw new InvalidInputError({
      path: `${path}.kind`,
      observed: leg.kind,
      allowed: 'call, put or collar',
      remedy: 'An index swap nets with nothing: its requirement is its bound a lot.',
    });
  }
}

function isWellFormed(terms: SeriesTerms): boolean {
  if (typeof terms !== 'object' || terms === null) return false;
  switch (terms.kind) {
    case 'call':
      return isAmount(terms.strike) && isAmount(terms.cap) && terms.cap >= terms.strike;
    case 'put':
      return isAmount(terms.strike);
    case 'collar':
      return (
        isAmount(terms.price) && isAmount(terms.floor) && isAmount(terms.cap) && terms.cap >= terms.floor
      );
    case 'indexSwap':
      return typeof terms.spread === 'bigint' && isAmount(terms.bound);
    default:
      return false;
  }
}

function isAmount(value: unknown): boolean {
  return typeof value === 'bigint' && value >= 0n;
}

/** The error of terms that are not well formed; comes back from well-formed ones. */
function explain(path: string, terms: SeriesTerms): void {
  checkObject(path, terms);
  switch (terms.kind) {
    case 'put':
      checkAmount(`${path}.strike`, terms.strike);
      return;
    case 'call':
      checkAmount(`${path}.strike`, terms.strike);
      checkAmount(`${path}.cap`, terms.cap);
      if (terms.cap < terms.strike) throw new CapBelowStrikeError(path, terms.cap, terms.strike);
      return;
    case 'collar':
      checkAmount(`${path}.price`, terms.price);
      checkAmount(`${path}.floor`, terms.floor);
      checkAmount(`${path}.cap`, terms.cap);
      if (terms.cap < terms.floor) throw new CapBelowStrikeError(path, terms.cap, terms.floor);
      return;
    case 'indexSwap':
      checkSignedAmount(`${path}.spread`, terms.spread);
      checkAmount(`${path}.bound`, terms.bound);
      return;
    default:
      throw new InvalidInputError({
        path: `${path}.kind`,
        observed: (terms as { kind: unknown }).kind,
        allowed: 'call, put, collar or indexSwap',
      });
  }
}
