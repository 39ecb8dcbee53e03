import { bucketAfterTrade, indexSlot } from '../discovery/marketIndex.ts';
import { SegmentExpiredError } from '../freshness/errors.ts';
import { freshnessAt } from '../freshness/freshnessAt.ts';
import { splitAsk } from '../quote/splitAsk.ts';
import type { PhasegateError } from '../units/errors.ts';
import { mulDivUp } from '../units/mulDiv.ts';
import { type UnixSeconds, WAD, type Wad } from '../units/units.ts';
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
import { addressKey, checkClock, type SpotSegment, type SpotState } from './state.ts';
import { checkPayment, takePayment, transferPat } from './token.ts';

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
 *
 * @param input.recipient who gets access; default the payer. Others must have consented.
 * @param input.maxAsk the most the payer will pay, in wei; default no limit.
 * @throws PausedError, NoConsentError, SegmentUnknownError, SegmentExpiredError, SegmentSoldOutError,
 * SegmentAlreadyOwnedError, AskAboveMaxError, InsufficientAllowanceError, InsufficientBalanceError,
 * TimeRunsBackwardsError; the state is then unchanged.
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
 * @throws BatchSizeError and whatever {@link buySegment} throws; the state is then unchanged.
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
    // An item bought earlier in the same batch is owned by now, so no segment appears twice among the fills.
    const reason = filled.has(id)
      ? new SegmentAlreadyOwnedError(id, recipient)
      : unavailable(state, { id, recipient, now });
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
    const ask = mulDivUp(segment.freshAsk, freshness, WAD) as Wad;
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
  if (fills.length > 0) checkPayment(state, payer, totalAsk);

  state.lastTimestamp = now;
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
  transferPat(state, state.marketplace, state.brokerWallet, totalSpread);
  return { fills, skipped, totalAsk };
}

/** Whether `account` may read segment `id` at `now`: bought, and its window not over. */
export function hasAccess(state: SpotState, account: string, id: number, now: UnixSeconds): boolean {
  if (state.access.get(addressKey('account', account))?.has(id) !== true) return false;
  const segment = state.segments[id - 1]!;
  return now < segment.issuedAt + segment.windowSeconds;
}

/** Lets `payer` buy for `recipient`, or no longer. */
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
  { id, recipient, now }: { id: number; recipient: string; now: UnixSeconds },
): PhasegateError | undefined {
  const segment = state.segments[id - 1];
  if (segment === undefined) return new SegmentUnknownError(id);
  const age = now - segment.issuedAt;
  if (age >= segment.windowSeconds) return new SegmentExpiredError(age, segment.windowSeconds);
  if (segment.remaining === 0) return new SegmentSoldOutError(id);
  if (state.access.get(recipient)?.has(id) === true) return new SegmentAlreadyOwnedError(id, recipient);
  return undefined;
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
