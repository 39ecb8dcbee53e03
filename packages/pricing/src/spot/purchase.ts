import { bucketAfterTrade, indexSlot } from '../discovery/marketIndex.ts';
import { SegmentExpiredError } from '../freshness/errors.ts';
import { freshnessAt } from '../freshness/freshnessAt.ts';
import { decayAsk } from '../quote/decayAsk.ts';
import { splitAsk } from '../quote/splitAsk.ts';
import { checkInteger, checkUnixSeconds } from '../units/checks.ts';
import { InvalidInputError, type PhasegateError } from '../units/errors.ts';
import type { UnixSeconds, Wad } from '../units/units.ts';
import {
  AskAboveMaxError,
  BatchSizeError,
  NoConsentError,
  PausedError,
  SegmentAlreadyOwnedError,
  SegmentSoldOutError,
  SegmentUnknownError,
} from './errors.ts';
import { MAX_BATCH } from './listing.ts';
import { addressKey, checkClock, checkUint, type SpotSegment, type SpotState } from './state.ts';
import { checkPayment, movePat, takePayment } from './token.ts';

/** One access right bought. Money is Wad of PAT; `ask = payout + brokerSpread`. */
export interface Fill {
  readonly id: number;
  readonly ask: Wad;
  readonly payout: Wad;
  readonly brokerSpread: Wad;
}

/** What a batch did: what was bought, and what was not and why. */
export interface BatchResult {
  readonly fills: readonly Fill[];
  readonly skipped: readonly { readonly id: number; readonly reason: PhasegateError }[];
  readonly totalAsk: Wad;
}

/**
 * Buys one access right: the provider is credited, the broker paid and access granted together.
 * `ask = ceil(freshAsk f / 1e18)`, rounded up so that a right never costs less than it should; its split is
 * {@link splitAsk}'s.
 *
 * @param input.recipient who gets access; default the payer. Others must have consented.
 * @param input.maxAsk the most the payer will pay, in wei; default no limit.
 * @throws {PausedError} @throws {NoConsentError} @throws {SegmentUnknownError} @throws {SegmentExpiredError} @throws {SegmentSoldOutError},
 * SegmentAlreadyOwnedError, AskAboveMaxError, InsufficientAllowanceError, InsufficientBalanceError,
 * TimeRunsBackwardsError, InvalidInputError; the state is then unchanged.
 * @example a fresh segment of 100 PAT at 30 % // { id: 1, ask: 100 PAT, payout: 70 PAT, brokerSpread: 30 PAT }
 */
export function buySegment(
  state: SpotState,
  input: {
    readonly payer: string;
    readonly recipient?: string;
    readonly id: number;
    readonly maxAsk?: bigint;
    readonly now: UnixSeconds;
  },
): Fill {
  const { id, maxAsk } = input;
  const orders = [maxAsk === undefined ? { id } : { id, maxAsk }];
  return buySegments(state, { ...input, orders, strict: true }).fills[0]!;
}

/**
 * Buys up to 100 segments for one recipient with one payment.
 *
 * @param input.strict true: the first unavailable item refuses the whole batch; false: unavailable items are skipped
 * and only what was filled is charged.
 * @throws {BatchSizeError} and whatever {@link buySegment} throws; the state is then unchanged.
 * @example skipping, orders [{ id: 1 }, { id: 1 }] of 100 PAT // totalAsk 100 PAT, the second skipped as owned
 */
export function buySegments(
  state: SpotState,
  input: {
    readonly payer: string;
    readonly recipient?: string;
    readonly orders: readonly { readonly id: number; readonly maxAsk?: bigint }[];
    readonly strict: boolean;
    readonly now: UnixSeconds;
  },
): BatchResult {
  const { orders, strict, now } = input;
  checkClock(state, now);
  checkOrders(orders);
  const payer = addressKey('payer', input.payer);
  const recipient = addressKey('recipient', input.recipient ?? input.payer);
  if (orders.length === 0 || orders.length > MAX_BATCH) throw new BatchSizeError(orders.length, MAX_BATCH);
  if (recipient !== payer && !state.consents.has(consentKey(recipient, payer))) {
    throw new NoConsentError(recipient, payer);
  }
  if (state.paused) throw new PausedError();

  const filled = new Map<number, { fill: Fill; segment: SpotSegment; freshness: Wad }>();
  const skipped: { id: number; reason: PhasegateError }[] = [];
  for (const { id, maxAsk } of orders) {
    const reason = unavailable(state, { id, recipient, now, filled: filled.has(id) });
    const segment = state.segments[id - 1];
    if (reason !== undefined || segment === undefined) {
      const refusal = reason ?? new SegmentUnknownError(id);
      if (strict) throw refusal;
      skipped.push({ id, reason: refusal });
      continue;
    }
    const freshness = freshnessAt(
      state.curves[segment.curve]!,
      now - segment.issuedAt,
      segment.windowSeconds,
    );
    const ask = decayAsk(segment.freshAsk, freshness);
    if (maxAsk !== undefined && ask > maxAsk) {
      const refusal = new AskAboveMaxError(id, ask, maxAsk);
      if (strict) throw refusal;
      skipped.push({ id, reason: refusal });
      continue;
    }
    filled.set(id, { fill: { id, ask, ...splitAsk(ask, segment.marginBps) }, segment, freshness });
  }

  const fills = [...filled.values()].map(({ fill }) => fill);
  const totalAsk = fills.reduce((sum, { ask }) => sum + ask, 0n) as Wad;
  const totalSpread = fills.reduce((sum, { brokerSpread }) => sum + brokerSpread, 0n) as Wad;
  checkPayment(state, payer, totalAsk);

  state.lastTimestamp = now;
  if (fills.length === 0) return { fills, skipped, totalAsk };
  const counts = !state.outsideIndex.has(payer) && !state.outsideIndex.has(recipient);
  for (const { fill, segment, freshness } of filled.values()) {
    grant(state, recipient, fill.id);
    segment.remaining -= 1;
    const account = state.accounts[segment.account - 1]!;
    account.earnings = (account.earnings + fill.payout) as Wad;
    state.liabilities = (state.liabilities + fill.payout) as Wad;
    if (counts && fill.ask >= state.minIndexAsk && segment.marginBps >= state.minIndexMarginBps) {
      record(state, { segment, ask: fill.ask, freshness, now });
    }
  }
  takePayment(state, payer, totalAsk);
  movePat(state, state.marketplace, state.brokerWallet, totalSpread);
  return { fills, skipped, totalAsk };
}

/**
 * Whether `account` may read segment `id` at `now`: bought, and its window not over.
 *
 * @throws {InvalidInputError} on a malformed address or time.
 * @example hasAccess(state, buyer, 1, expiry - 1) // true; at expiry false
 */
export function hasAccess(state: SpotState, account: string, id: number, now: UnixSeconds): boolean {
  checkUnixSeconds('now', now);
  if (state.access.get(addressKey('account', account))?.has(id) !== true) return false;
  const segment = state.segments[id - 1]!;
  return now < segment.issuedAt + segment.windowSeconds;
}

/**
 * Lets `payer` buy for `recipient`, or no longer. What was bought stays.
 *
 * @throws {InvalidInputError} on a malformed address.
 * @example setPurchaseConsent(state, employee, company, true)
 */
export function setPurchaseConsent(
  state: SpotState,
  recipient: string,
  payer: string,
  consented: boolean,
): void {
  const key = consentKey(addressKey('recipient', recipient), addressKey('payer', payer));
  if (consented) state.consents.add(key);
  else state.consents.delete(key);
}

function unavailable(
  state: SpotState,
  order: { id: number; recipient: string; now: UnixSeconds; filled: boolean },
): PhasegateError | undefined {
  const { id, recipient, now, filled } = order;
  const segment = state.segments[id - 1];
  if (segment === undefined) return new SegmentUnknownError(id);
  const age = now - segment.issuedAt;
  if (age >= segment.windowSeconds) return new SegmentExpiredError(age, segment.windowSeconds);
  // What the same batch bought before counts as bought: the last right is gone first, then the recipient owns it.
  if (segment.remaining === (filled ? 1 : 0)) return new SegmentSoldOutError(id);
  if (filled || state.access.get(recipient)?.has(id) === true)
    return new SegmentAlreadyOwnedError(id, recipient);
  return undefined;
}

function checkOrders(orders: readonly { readonly id: number; readonly maxAsk?: bigint }[]): void {
  if (!Array.isArray(orders)) {
    throw new InvalidInputError({ path: 'orders', observed: orders, allowed: 'an array of orders' });
  }
  orders.forEach((order: { id: unknown; maxAsk?: unknown } | null | undefined, i) => {
    checkInteger(`orders[${i}].id`, order?.id, 0);
    if (order?.maxAsk !== undefined) checkUint(`orders[${i}].maxAsk`, order.maxAsk, 256);
  });
}

function grant(state: SpotState, recipient: string, id: number): void {
  let owned = state.access.get(recipient);
  if (owned === undefined) {
    owned = new Set();
    state.access.set(recipient, owned);
  }
  owned.add(id);
}

function record(
  state: SpotState,
  { segment, ask, freshness, now }: { segment: SpotSegment; ask: Wad; freshness: Wad; now: UnixSeconds },
): void {
  let ring = state.index.get(segment.market);
  if (ring === undefined) {
    ring = new Map();
    state.index.set(segment.market, ring);
  }
  const hour = Math.floor(now / 3_600);
  const slot = indexSlot(hour);
  const trade = { hour, ask, freshness, confidenceBps: segment.confidenceBps };
  ring.set(slot, bucketAfterTrade(ring.get(slot), trade));
}

function consentKey(recipient: string, payer: string): string {
  return `${recipient}>${payer}`;
}
