import { askOf, type Fill, patBalance, playSpotMarket } from '@phasegate/market';
import type { Wad } from '@phasegate/pricing/units';
import { Signature } from 'ethers';
import type { Consumer } from './consumers.ts';
import type { Step } from './step.ts';
import { call, noteFills, type OpenSegment, type YearState } from './year.ts';

/** Most items a consumer puts into one batch. */
const BASKET = 8;
/** Open segments a consumer looks at in a round. */
const ATTENTION = 24;

interface Order {
  readonly id: number;
  readonly maxAsk: bigint;
}

/** The purchases of a round: who looks, looks at some open segments and buys what is worth its ask. */
export function* purchaseSteps(year: YearState, now: number): Generator<Step> {
  forgetClosed(year, now);
  for (const [i, consumer] of year.consumers.entries()) {
    if (year.random.uniform() >= consumer.diligence) continue;
    // One consumer a minute, in order, so that decay differs and time only goes on.
    const at = now + 60 * (i + 1);
    const orders = basket(year, consumer, at);
    if (orders.length === 0) continue;
    if (consumer.permits && !year.permitted.has(consumer.name)) {
      const { id } = orders[0]!;
      yield* buyWithPermit(year, consumer, { id, maxAsk: askOf(year.spotMarket, id, at).ask }, at);
    } else if (consumer.style === 'single') {
      for (const order of orders.slice(0, 3)) yield* buyOne(year, consumer, order, at);
    } else {
      yield* buyBatch(year, consumer, orders, at);
    }
  }
}

function* buyOne(year: YearState, consumer: Consumer, order: Order, at: number): Generator<Step> {
  const { spotMarket, actors, contracts } = year;
  const payer = actors.address(consumer.name);
  const recipient = actors.address(consumer.recipient);
  if (patBalance(spotMarket, payer) < order.maxAsk || admitted(year, consumer, [order], at).length === 0)
    return;
  const { fill } = playSpotMarket(spotMarket, { type: 'buySegment', at, payer, recipient, ...order });
  conclude(year, consumer, [order], [fill]);
  noteFills(year, [fill], at);
  const { id, maxAsk } = order;
  const own = recipient === payer;
  const data = own
    ? contracts.marketplace.encode('buySegment', [BigInt(id), maxAsk])
    : contracts.marketplace.encode('buySegmentFor', [BigInt(id), maxAsk, recipient]);
  yield call({ kind: own ? 'buy' : 'buyFor', at, from: consumer.name, data, fills: [fill] });
}

function* buyBatch(
  year: YearState,
  consumer: Consumer,
  wanted: readonly Order[],
  at: number,
): Generator<Step> {
  const { spotMarket, actors, contracts, log } = year;
  const payer = actors.address(consumer.name);
  const recipient = actors.address(consumer.recipient);
  const strict = consumer.style === 'strict';
  const most = wanted.reduce((sum, { maxAsk }) => sum + maxAsk, 0n);
  if (patBalance(spotMarket, payer) < most) return;
  const orders = admitted(year, consumer, wanted, at);
  if (orders.length === 0) return;
  const result = playSpotMarket(spotMarket, { type: 'buySegments', at, payer, recipient, orders, strict });
  conclude(year, consumer, orders, result.fills);
  noteFills(year, result.fills, at);
  log.skippedOrders += result.skipped.length;
  const data = contracts.marketplace.encode('buySegments', [
    orders.map(({ id, maxAsk }) => ({ id: BigInt(id), maxAsk })),
    strict,
    recipient,
  ]);
  yield call({
    kind: 'buyBatch',
    at,
    from: consumer.name,
    data,
    gasLimit: 3_000_000,
    fills: result.fills,
  });
}

/** The first purchase of a consumer who never sent an approval: a signature does, for the whole budget. */
function* buyWithPermit(year: YearState, consumer: Consumer, order: Order, at: number): Generator<Step> {
  const { spotMarket, actors } = year;
  const payer = actors.address(consumer.name);
  if (admitted(year, consumer, [order], at).length === 0) return;
  year.permitted.add(consumer.name);
  playSpotMarket(spotMarket, { type: 'approvePat', at, owner: payer, amount: consumer.budget });
  const { fill } = playSpotMarket(spotMarket, { type: 'buySegment', at, payer, ...order });
  conclude(year, consumer, [order], [fill]);
  noteFills(year, [fill], at);
  yield call({
    kind: 'buyWithPermit',
    at,
    from: consumer.name,
    data: permitCall(year, consumer, order, at + 3_600),
    fills: [fill],
  });
}

async function permitCall(
  year: YearState,
  consumer: Consumer,
  order: Order,
  deadline: number,
): Promise<string> {
  const { contracts, chainId, actors } = year;
  const wallet = actors.wallet(consumer.name);
  const { marketplace, pat } = contracts;
  const fields = [
    { name: 'owner', type: 'address' },
    { name: 'spender', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ];
  const domain = { name: 'Phasegate PAT', version: '1', chainId, verifyingContract: pat.address };
  const value: Wad = consumer.budget;
  const message = { owner: wallet.address, spender: marketplace.address, value, nonce: 0, deadline };
  const { v, r, s } = Signature.from(await wallet.signTypedData(domain, { Permit: fields }, message));
  const permit = { value, deadline: BigInt(deadline), v, r, s };
  return marketplace.encode('buySegmentWithPermit', [BigInt(order.id), order.maxAsk, permit]);
}

/** The orders that the limits leave, taken; what they refuse is noted. */
function admitted(year: YearState, consumer: Consumer, orders: readonly Order[], at: number): Order[] {
  const { spotMarket, desk, log } = year;
  return orders.filter(({ id }) => {
    const notional = askOf(spotMarket, id, at).ask;
    const decision = desk.limits.sell({ consumer: consumer.name, segment: String(id), notional });
    if (decision.accepted) return true;
    const { market } = spotMarket.segments[id - 1]!;
    log.refused.push({
      kind: 'sale',
      at,
      market,
      participant: consumer.name,
      notional,
      binding: decision.binding,
    });
    return false;
  });
}

/** Ends what was taken of the limits: bought by a fill, or let go. */
function conclude(
  { desk, spotMarket }: YearState,
  { name: consumer }: Consumer,
  orders: readonly Order[],
  fills: readonly Fill[],
): void {
  for (const { id } of orders) {
    const bought = fills.find((fill) => fill.id === id)?.ask;
    const { market } = spotMarket.segments[id - 1]!;
    desk.limits.conclude({ consumer, segment: String(id), market, bought });
  }
}

/** What a consumer would buy now: of the open segments it happens to look at, those worth their ask to it. */
function basket(year: YearState, consumer: Consumer, at: number): Order[] {
  const { spotMarket, random, actors } = year;
  const owned = spotMarket.access.get(actors.address(consumer.recipient).toLowerCase());
  const open = consumer.markets.flatMap((market) => year.open[market - 1]!);
  const orders: Order[] = [];
  for (let look = 0; look < ATTENTION && orders.length < BASKET && open.length > 0; look++) {
    const { id, expiry } = open[random.integer(0, open.length - 1)]!;
    const segment = spotMarket.segments[id - 1]!;
    const chosen = orders.some((order) => order.id === id);
    if (expiry <= at || segment.remaining === 0 || chosen || owned?.has(id) === true) continue;
    const { ask, freshness } = askOf(spotMarket, id, at);
    const { referenceAsk } = year.pricers[segment.market - 1]!.plan.terms;
    const value =
      consumer.appetite * Math.exp(0.25 * random.normal()) * Number(referenceAsk) * Number(freshness) * 1e-18;
    // A skipping buyer also sends orders that may just miss: the chain skips them and charges nothing.
    const missesBy = consumer.style === 'skipping' ? 1.02 : 1;
    if (Number(ask) <= value * missesBy)
      orders.push({ id, maxAsk: consumer.style === 'skipping' ? BigInt(Math.floor(value)) : ask });
  }
  return orders;
}

function forgetClosed(year: YearState, now: number): void {
  year.open.forEach((segments, i) => {
    const left: OpenSegment[] = [];
    for (const entry of segments) {
      const { remaining } = year.spotMarket.segments[entry.id - 1]!;
      if (entry.expiry > now && remaining > 0) left.push(entry);
      else year.pricers[i]!.openCapacity -= remaining;
    }
    segments.splice(0, segments.length, ...left);
  });
}
