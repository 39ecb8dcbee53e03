import { indexRing, recordTrade } from '@phasegate/pricing';
import { BatchSizeError, NoConsentError, PausedError } from '@phasegate/pricing/refusals';
import {
  checkBigint,
  checkBoolean,
  checkInteger,
  checkObjects,
  PhasegateError,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import { isInBand } from '../listing/askBand.ts';
import { addressKey } from '../state/chainTypes.ts';
import { MAX_BATCH, type SpotMarketState, UNLIMITED } from '../state/spotMarketState.ts';
import { checkPayment, movePat, takePayment } from '../token/pat.ts';
import { grantAccess } from './accessRights.ts';
import { type Offer, offerTo } from './offerTo.ts';
import { consentKey } from './setPurchaseConsent.ts';

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

/** An item of a batch. `maxAsk` is the most the payer will pay, in wei; default no limit. */
export interface Order {
  readonly id: number;
  readonly maxAsk?: bigint;
}

/**
 * Buys up to 100 segments for one recipient with one payment.
 *
 * @param input.strict true: the first unavailable item refuses the whole batch; false: unavailable items are skipped
 * and only what was filled is charged.
 * @throws {BatchSizeError} and whatever {@link buySegment} throws; the state is then unchanged.
 * @example buySegments(state, { payer: other, orders: [{ id: 2 }, { id: 2 }], strict: false, at }).totalAsk // 100n * WAD: one skipped
 */
export function buySegments(
  state: SpotMarketState,
  input: {
    readonly payer: string;
    readonly recipient?: string;
    readonly orders: readonly Order[];
    readonly strict: boolean;
    readonly at: UnixSeconds;
  },
): BatchResult {
  const { orders, strict, at } = input;
  checkOrders(orders);
  checkBoolean('strict', strict);
  const payer = addressKey('payer', input.payer);
  const recipient = addressKey('recipient', input.recipient ?? input.payer);
  if (orders.length === 0 || orders.length > MAX_BATCH) throw new BatchSizeError(orders.length, MAX_BATCH);
  if (recipient !== payer && !state.consents.has(consentKey(recipient, payer))) {
    throw new NoConsentError(recipient, payer);
  }
  if (state.paused) throw new PausedError(true, undefined);

  const offers = new Map<number, Offer>();
  const skipped: { id: number; reason: PhasegateError }[] = [];
  for (const { id, maxAsk } of orders) {
    const offer = offerTo(state, { recipient, id, maxAsk, filled: offers.has(id), at });
    if (!(offer instanceof PhasegateError)) offers.set(id, offer);
    else if (strict) throw offer;
    else skipped.push({ id, reason: offer });
  }

  const fills = [...offers].map(([id, { ask, payout, brokerSpread }]) => ({ id, ask, payout, brokerSpread }));
  const totalAsk = sum(fills.map(({ ask }) => ask));
  checkPayment(state, payer, totalAsk);

  if (fills.length === 0) return { fills, skipped, totalAsk };
  const counts = !state.outsideIndex.has(payer) && !state.outsideIndex.has(recipient);
  for (const [id, offer] of offers) fill(state, { id, offer, recipient, counts, at });
  takePayment(state, payer, totalAsk);
  const totalSpread = sum(fills.map(({ brokerSpread }) => brokerSpread));
  movePat(state, state.marketplace, state.brokerWallet, totalSpread);
  return { fills, skipped, totalAsk };
}

/** Grants access, credits the provider and enters the index. Moves no PAT. */
function fill(
  state: SpotMarketState,
  input: {
    readonly id: number;
    readonly offer: Offer;
    readonly recipient: string;
    readonly counts: boolean;
    readonly at: UnixSeconds;
  },
): void {
  const { id, recipient, counts, at } = input;
  const { segment, ask, payout, freshness } = input.offer;
  grantAccess(state, { recipient, id });
  const account = state.accounts[segment.account - 1]!;
  account.earnings = (account.earnings + payout) as Wad;
  state.liabilities = (state.liabilities + payout) as Wad;
  const { market, confidenceBps, freshAsk, marginBps } = segment;
  const enters = counts && ask >= state.minIndexAsk && marginBps >= state.minIndexMarginBps;
  if (enters && isInBand(state, market, freshAsk)) {
    const ring = valueOf(state.index, market, indexRing);
    recordTrade(ring, { hour: Math.floor(at / 3_600), ask, freshness, confidenceBps });
  }
}

/** The value of a key, which it gets if it has none. */
function valueOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = make();
  map.set(key, value);
  return value;
}

const sum = (amounts: readonly Wad[]): Wad => amounts.reduce((total, one) => total + one, 0n) as Wad;

function checkOrders(orders: readonly Order[]): void {
  checkObjects('orders', orders);
  orders.forEach((order, i) => {
    checkInteger(`orders[${i}].id`, order.id, 0);
    if (order.maxAsk !== undefined) checkBigint(`orders[${i}].maxAsk`, order.maxAsk, 0n, UNLIMITED);
  });
}
