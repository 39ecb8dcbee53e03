import { MAX_WINDOW_SECONDS } from '@phasegate/pricing';
import {
  type Bps,
  checkBps,
  checkInteger,
  checkList,
  checkMarketId,
  checkObject,
  checkSeconds,
  InvalidInputError,
  type MarketId,
  type Seconds,
  type UnixSeconds,
} from '@phasegate/pricing/units';
import type { DeliveredTerms } from '../../instrument/deliveredForward.ts';
import { LowConfidenceError, ShortLifeError, UnitAlreadySealedError, WrongMarketError } from './errors.ts';

/** Units in one delivery event: loops are bounded, larger deliveries come in several events. */
export const MAX_UNITS_PER_DELIVERY = 64;

const HASH = /^0x[0-9a-f]{64}$/;

/**
 * A registered segment's access right as it arrives. Registration, exclusive unsold capacity and the attester's
 * signature on the confidence are checked by the marketplace before; the terms are checked here.
 */
export interface DeliveredUnit {
  /** 0x and 64 lower-case hex digits, registered once globally. */
  readonly contentHash: string;
  readonly market: MarketId;
  /** Attested confidence, basis points. */
  readonly confidenceBps: Bps;
  /** Unix seconds. */
  readonly issuedAt: UnixSeconds;
  /** Seconds; the unit expires at `issuedAt + windowSeconds`. */
  readonly windowSeconds: Seconds;
}

/** @throws {InvalidInputError} unless 32 bytes of lower-case hex: one spelling, or a hash could come twice. */
export function checkHash(path: string, hash: unknown): void {
  if (typeof hash !== 'string' || !HASH.test(hash))
    throw new InvalidInputError({ path, observed: hash, allowed: '0x and 64 lower-case hex digits' });
}

function checkUnit(unit: DeliveredUnit, terms: DeliveredTerms, at: UnixSeconds): void {
  checkObject('unit', unit);
  checkHash('unit.contentHash', unit.contentHash);
  checkMarketId('unit.market', unit.market);
  checkBps('unit.confidenceBps', unit.confidenceBps);
  checkSeconds('unit.issuedAt', unit.issuedAt);
  checkInteger('unit.windowSeconds', unit.windowSeconds, 1, MAX_WINDOW_SECONDS);
  if (unit.issuedAt > at)
    throw new InvalidInputError({
      path: 'unit.issuedAt',
      observed: unit.issuedAt,
      allowed: `at most the delivery's second (${at})`,
    });
  if (unit.market !== terms.market)
    throw new WrongMarketError({ market: unit.market, required: terms.market });
  if (unit.confidenceBps < terms.minimumConfidenceBps)
    throw new LowConfidenceError({
      confidenceBps: unit.confidenceBps,
      minimumBps: terms.minimumConfidenceBps,
    });
  const remaining = unit.issuedAt + unit.windowSeconds - at;
  if (remaining < terms.minimumRemainingLife)
    throw new ShortLifeError({ remaining, minimum: terms.minimumRemainingLife });
}

/**
 * The units' hashes added to those the deal has taken, after every unit was held against the terms. Life counts in
 * real time, also during a pause: data ages while the market stands still.
 *
 * @throws {InvalidInputError} no units, more than 64, or a malformed one.
 * @throws {WrongMarketError} {@link LowConfidenceError} {@link ShortLifeError} a unit does not match the terms.
 * @throws {UnitAlreadySealedError} a unit came before, in this deal or in this very delivery.
 */
export function takeUnits(input: {
  readonly units: readonly DeliveredUnit[];
  readonly sealed: ReadonlySet<string>;
  readonly terms: DeliveredTerms;
  readonly at: UnixSeconds;
}): ReadonlySet<string> {
  const { units } = input;
  if (!Array.isArray(units) || units.length < 1 || units.length > MAX_UNITS_PER_DELIVERY)
    throw new InvalidInputError({
      path: 'event.units',
      observed: Array.isArray(units) ? `${units.length} units` : units,
      allowed: `1 to ${MAX_UNITS_PER_DELIVERY} units`,
    });
  for (const unit of units) checkUnit(unit, input.terms, input.at);
  return sealUnits(
    input.sealed,
    units.map((unit) => unit.contentHash),
  );
}

/**
 * The global seal registry (one across all deals) with more hashes in it. A deal's own reducer knows its own units
 * only; a book of deals seals here first, as the contract does, so that a unit sold in one deal fails in the other.
 *
 * @throws {InvalidInputError} not 32 bytes of lower-case hex.
 * @throws {UnitAlreadySealedError} a hash is in the registry already, or twice in the list.
 * @example sealUnits(new Set(), ['0x00...01']).size // 1
 */
export function sealUnits(registry: ReadonlySet<string>, hashes: readonly string[]): ReadonlySet<string> {
  if (!(registry instanceof Set)) {
    throw new InvalidInputError({ path: 'registry', observed: registry, allowed: 'a Set of content hashes' });
  }
  checkList('hashes', hashes);
  const next = new Set<string>(registry);
  for (const hash of hashes) {
    checkHash('contentHash', hash);
    if (next.has(hash)) throw new UnitAlreadySealedError(hash);
    next.add(hash);
  }
  return next;
}
