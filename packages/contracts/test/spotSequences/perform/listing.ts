import { type MarketTerms } from '@phasegate/market';
import { type Bps, type Wad } from '@phasegate/pricing/units';
import { type ListedItem, OWNER } from '../actions.ts';
import { askIn, idOf, listingArguments, listingOf, MARKETS, marketNumber, onChain } from '../choices.ts';
import { step } from '../run.ts';
import { type Performers } from './performers.ts';

/** Curves, markets, segments and their prices. */
export const listing: Performers<
  'addCurve' | 'addMarket' | 'list' | 'listTooMany' | 'reprice' | 'moveReference'
> = {
  async addCurve(run, { kind, steps, flaw }) {
    const knots = [65_535];
    for (const fall of steps) knots.push(Math.max(1, knots.at(-1)! - fall));
    if (flaw === 'start') knots[0] = 65_534;
    if (flaw === 'rise') knots[8] = Math.min(65_535, knots.at(7)! + 1);
    if (flaw === 'end') knots[15] = 0;
    const table = knots.reduceRight((word, knot) => (word << 16n) | BigInt(knot), 0n);
    await step(run, {
      kind,
      from: OWNER,
      name: 'addCurve',
      args: [table],
      event: { type: 'addCurve', table },
      returns: ({ curve }) => curve,
    });
  },

  async addMarket(run, { kind, shape, flaw }) {
    const flawed = {
      none: {},
      window: { windowSeconds: 0 },
      band: { bandBps: 10_000 },
      reference: { referenceAsk: 0n as Wad },
      settlement: { settlementPeriodHours: 24, settlementWindowHours: 24 },
    }[flaw];
    const chosen: MarketTerms = { ...MARKETS.at(shape)!, ...flawed };
    await step(run, {
      kind,
      from: OWNER,
      name: 'addMarket',
      args: [onChain(chosen)],
      context: { terms: onChain(chosen) },
      event: { type: 'addMarket', terms: chosen },
      returns: ({ market }) => market,
    });
  },

  async list(run, { kind, batch, items }) {
    const listings = items.map((item) => listingOf(run, item));
    const args = listings.map(({ listing }) => listingArguments(listing));
    const listed = await step(run, {
      kind: batch ? 'listBatch' : kind,
      from: OWNER,
      name: batch ? 'registerSegments' : 'registerSegment',
      args: batch ? [args] : args,
      event: { type: 'registerSegments', listings: listings.map(({ listing }) => listing) },
      returns: ({ firstId }) => firstId,
    });
    if (!listed) return;
    for (const { listing, tree } of listings)
      if (tree !== undefined) run.trees.set(listing.contentHash, tree);
  },

  async listTooMany(run, { kind }) {
    const item: ListedItem = {
      content: 0,
      provider: 0,
      ask: 'reference',
      age: 'now',
      market: 0,
      confidence: 'low',
      capacity: 1,
      curve: 0,
    };
    const listings = Array.from({ length: 101 }, () => listingOf(run, item).listing);
    await step(run, {
      kind,
      from: OWNER,
      name: 'registerSegments',
      args: [listings.map(listingArguments)],
      event: { type: 'registerSegments', listings },
    });
  },

  async reprice(run, { kind, id: choice, within, ask, marginBps }) {
    const id = idOf(run, choice);
    const segment = run.spotMarket.segments[id - 1];
    const market = run.spotMarket.markets[(segment?.market ?? 0) - 1];
    const isNewDay = segment !== undefined && run.now >= segment.askAnchor.movedAt + 86_400;
    const anchor = (isNewDay ? segment.freshAsk : segment?.askAnchor.ask) ?? 10n ** 20n;
    const freshAsk =
      within === 'day'
        ? askIn(anchor, market?.terms.dailyMoveBps ?? 0, ask)
        : askIn(market?.referenceAsk ?? 10n ** 20n, market?.terms.bandBps ?? 0, ask);
    await step(run, {
      kind,
      from: OWNER,
      name: 'repriceSegment',
      args: [id, freshAsk, marginBps],
      event: { type: 'repriceSegment', id, freshAsk, marginBps: marginBps as Bps },
    });
  },

  async moveReference(run, { kind, market: choice, to }) {
    const market = marketNumber(run, choice);
    const entry = run.spotMarket.markets[market - 1];
    const newDay = entry !== undefined && run.now >= entry.anchorAt + 86_400;
    const anchor = (newDay ? entry.referenceAsk : entry?.anchorAsk) ?? 10n ** 20n;
    const referenceAsk = askIn(anchor, entry?.terms.dailyMoveBps ?? 0, to);
    await step(run, {
      kind,
      from: OWNER,
      name: 'setReferenceAsk',
      args: [market, referenceAsk],
      event: { type: 'setReferenceAsk', market, referenceAsk },
    });
  },
};
