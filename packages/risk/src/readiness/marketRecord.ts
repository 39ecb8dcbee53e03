import { bucketAfterTrade, freshnessAt, type IndexBucket, indexPrice } from '@phasegate/pricing';
import {
  BPS,
  type Bps,
  InvalidInputError,
  type MarketId,
  type Seconds,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import type { ReadinessDay } from './history.ts';
import type { EventReader } from './readinessEvents.ts';

const DAY = 86_400;
const HOUR = 3_600;
const LOOKS_A_DAY = 4;
/** Depth counts offers up to this much above the price, in basis points. */
const WITHIN_BPS = 200n;
const REFERENCE_DAYS = 7;

interface Listing {
  readonly issuedAt: UnixSeconds;
  readonly confidenceBps: Bps;
  readonly curve: number;
  freshAsk: Wad;
  marginBps: Bps;
  remaining: number;
}

interface Rules {
  readonly market: MarketId;
  readonly fromDay: number;
  readonly toDay: number;
  readonly minIndexAsk: Wad;
  readonly minIndexMarginBps: Bps;
}

/** One market replayed from events: its listings, its hourly index, who bought, and what the meter kept. */
export class MarketRecord {
  readonly #rules: Rules;
  readonly #payers: ReadonlyMap<string, string>;
  readonly #curves = new Map<number, bigint>();
  readonly #listings = new Map<number, Listing>();
  /** Marked at the gate at any time; their purchases don't count, whenever they were made. */
  readonly #affiliated = new Set<string>();
  /** As the marketplace's copy says now; with roles, what decides whether a purchase enters the index. */
  readonly #outsideIndex = new Set<string>();
  /** Roles of accounts: whoever lists or prices is outside as well. */
  readonly #roles = new Map<string, Set<number>>();
  readonly #hours = new Map<number, IndexBucket>();
  readonly #purchases: { readonly day: number; readonly parties: readonly string[]; readonly ask: Wad }[] =
    [];
  readonly #digests = new Map<number, { tradedHours: number; volume: Wad; price: Wad }>();
  readonly #depth = new Map<number, bigint>();
  #window: Seconds = 0;
  #reference = 0n;
  #bandBps = 0n;
  #nextLook: UnixSeconds;

  constructor(rules: Rules, payers: ReadonlyMap<string, string>) {
    this.#rules = rules;
    this.#payers = payers;
    this.#nextLook = rules.fromDay * DAY;
  }

  take(reader: EventReader): void {
    const at = reader.event.blockTimestamp;
    this.#lookAround(at);
    switch (reader.event.name) {
      case 'CurveAdded':
        this.#curves.set(reader.integer('curve'), reader.word('table'));
        return;
      case 'MarketAdded':
        if (this.#isOurs(reader)) {
          const terms = reader.fields('terms');
          this.#window = terms.integer('window');
          this.#reference = terms.amount('referenceAsk');
          this.#bandBps = BigInt(terms.bps('bandBps'));
        }
        return;
      case 'ReferenceAskChanged':
        if (this.#isOurs(reader)) this.#reference = reader.amount('to');
        return;
      case 'SegmentRegistered':
        if (this.#isOurs(reader)) this.#list(reader);
        return;
      case 'SegmentRepriced': {
        const listing = this.#listings.get(reader.integer('id'));
        if (listing === undefined) return;
        listing.freshAsk = reader.amount('freshAsk');
        listing.marginBps = reader.bps('marginBps');
        return;
      }
      case 'SegmentPurchased':
        this.#buy(reader);
        return;
      case 'IndexStandingRefreshed':
        mark(this.#outsideIndex, reader.account('account'), reader.boolean('outsideIndex'));
        return;
      case 'RoleSet':
        this.#setRole(reader);
        return;
      case 'AffiliateSet':
      case 'BrokerSet':
        if (
          at < this.#rules.toDay * DAY &&
          reader.boolean(reader.event.name === 'BrokerSet' ? 'broker' : 'affiliate')
        )
          this.#affiliated.add(reader.account('account'));
        return;
      case 'DayDigested':
        if (this.#isOurs(reader))
          this.#digests.set(reader.integer('day'), {
            tradedHours: reader.integer('tradedHours'),
            volume: reader.amount('volume'),
            price: reader.amount('price'),
          });
        return;
      default:
    }
  }

  /** The unaffiliated buyers of the period, largest first. */
  buyers(): readonly { readonly account: string; readonly volume: Wad }[] {
    const volumes = new Map<string, bigint>();
    for (const { parties, ask } of this.#counted()) {
      const buyer = parties[0]!;
      volumes.set(buyer, (volumes.get(buyer) ?? 0n) + ask);
    }
    return [...volumes]
      .map(([account, volume]) => ({ account, volume: volume as Wad }))
      .sort((a, b) =>
        a.volume === b.volume ? (a.account < b.account ? -1 : 1) : a.volume > b.volume ? -1 : 1,
      );
  }

  dayOf(day: number): ReadinessDay {
    this.#lookAround((day + 1) * DAY);
    const buckets = this.#bucketsOf(day);
    const price = indexPrice(buckets) ?? (0n as Wad);
    const before = Array.from({ length: REFERENCE_DAYS }, (_, i) => this.#bucketsOf(day - 1 - i)).flat();
    const reference = indexPrice(before);
    const digest = this.#digests.get(day);
    let volume = 0n;
    for (const purchase of this.#counted()) if (purchase.day === day) volume += purchase.ask;
    return {
      day,
      volume: volume as Wad,
      tradedHours: buckets.length,
      price,
      depthAtTwoPercent: ((this.#depth.get(day) ?? 0n) / BigInt(LOOKS_A_DAY)) as Wad,
      deviation:
        price === 0n || reference === undefined ? undefined : Math.abs(Number(price) / Number(reference) - 1),
      audited:
        digest?.tradedHours === buckets.length &&
        digest.price === price &&
        digest.volume === buckets.reduce((sum, bucket) => sum + bucket.sumAsk, 0n),
    };
  }

  #isOurs(reader: EventReader): boolean {
    return reader.integer('market') === this.#rules.market;
  }

  #setRole(reader: EventReader): void {
    const account = reader.account('account');
    const roles = this.#roles.get(account) ?? new Set();
    if (reader.boolean('granted')) roles.add(reader.integer('role'));
    else roles.delete(reader.integer('role'));
    if (roles.size > 0) this.#roles.set(account, roles);
    else this.#roles.delete(account);
  }

  /** A fresh ask that the reference has left behind does not enter the index. */
  #isInBand(freshAsk: Wad): boolean {
    const [scaled, one] = [freshAsk * BigInt(BPS), BigInt(BPS)];
    return (
      scaled >= this.#reference * (one - this.#bandBps) && scaled <= this.#reference * (one + this.#bandBps)
    );
  }

  #list(reader: EventReader): void {
    this.#listings.set(reader.integer('id'), {
      issuedAt: reader.integer('issuedAt'),
      confidenceBps: reader.bps('confidenceBps'),
      curve: reader.integer('curve'),
      freshAsk: reader.amount('freshAsk'),
      marginBps: reader.bps('marginBps'),
      remaining: reader.integer('capacity'),
    });
  }

  #buy(reader: EventReader): void {
    const listing = this.#listings.get(reader.integer('id'));
    if (listing === undefined) return;
    const at = reader.event.blockTimestamp;
    const recipient = reader.account('recipient');
    const payer = this.#payers.get(reader.event.transactionHash ?? '') ?? recipient;
    const ask = reader.amount('ask');
    if (listing.remaining === 0) {
      throw new InvalidInputError({
        path: reader.path('id'),
        observed: reader.event.args['id'],
        allowed: 'a segment with rights left',
        remedy: 'Pass all events since the deployment, each once',
      });
    }
    listing.remaining -= 1;
    const parties = [...new Set([payer, recipient])];
    this.#purchases.push({ day: Math.floor(at / DAY), parties, ask });
    const { minIndexAsk, minIndexMarginBps } = this.#rules;
    if (ask < minIndexAsk || listing.marginBps < minIndexMarginBps || !this.#isInBand(listing.freshAsk))
      return;
    if (parties.some((party) => this.#outsideIndex.has(party) || this.#roles.has(party))) return;
    const hour = Math.floor(at / HOUR);
    const freshness = freshnessAt(this.#curves.get(listing.curve)!, at - listing.issuedAt, this.#window);
    const trade = { hour, ask, freshness, confidenceBps: listing.confidenceBps };
    this.#hours.set(hour, bucketAfterTrade(this.#hours.get(hour), trade));
  }

  /** Purchases within the period in which nobody affiliated took part. */
  *#counted(): Generator<{ readonly day: number; readonly parties: readonly string[]; readonly ask: Wad }> {
    const { fromDay, toDay } = this.#rules;
    for (const purchase of this.#purchases) {
      if (purchase.day < fromDay || purchase.day >= toDay) continue;
      if (purchase.parties.every((party) => !this.#affiliated.has(party))) yield purchase;
    }
  }

  #bucketsOf(day: number): readonly IndexBucket[] {
    return Array.from({ length: 24 }, (_, i) => this.#hours.get(day * 24 + i)).filter(
      (bucket) => bucket !== undefined,
    );
  }

  /** Takes the looks at depth that are due before `at`. */
  #lookAround(at: UnixSeconds): void {
    const end = Math.min(at, this.#rules.toDay * DAY);
    for (; this.#nextLook < end; this.#nextLook += DAY / LOOKS_A_DAY) {
      const day = Math.floor(this.#nextLook / DAY);
      this.#depth.set(day, (this.#depth.get(day) ?? 0n) + this.#depthAt(this.#nextLook));
    }
  }

  /** What all offers near the last price would cost; the price of an offer is its fresh ask per confidence. */
  #depthAt(at: UnixSeconds): bigint {
    const day = Math.floor(at / DAY);
    const price = indexPrice(this.#bucketsOf(day)) ?? indexPrice(this.#bucketsOf(day - 1));
    if (price === undefined) return 0n;
    const highest = price * (BigInt(BPS) + WITHIN_BPS);
    let depth = 0n;
    for (const [id, listing] of this.#listings) {
      const age = at - listing.issuedAt;
      if (age >= this.#window) {
        this.#listings.delete(id);
        continue;
      }
      if (age < 0 || listing.freshAsk * 100_000_000n > highest * BigInt(listing.confidenceBps)) continue;
      depth += listing.freshAsk * BigInt(listing.remaining);
    }
    return depth;
  }
}

function mark(set: Set<string>, account: string, marked: boolean): void {
  if (marked) set.add(account);
  else set.delete(account);
}
