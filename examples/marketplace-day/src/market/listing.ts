import { type Listing, MAX_BATCH, playSpotMarket } from '@phasegate/market';
import type { Wad } from '@phasegate/pricing/units';
import { id as keccakText, ZeroAddress, ZeroHash } from 'ethers';
import type { Arrival } from '../feed/arrivals.ts';
import { confidenceOf } from '../feed/confidence.ts';
import type { Session } from '../feed/session.ts';
import { panelOf } from './panel.ts';
import type { Step } from './step.ts';
import { call, type Run, type YearState } from './year.ts';

const PROVIDERS = 300;

/** Lists the sessions that arrived since the last round, each priced with its market's factors of now. */
export function* listingSteps(year: YearState, due: readonly Arrival[], now: number): Generator<Step> {
  if (due.length === 0) return;
  const { spotMarket, log, pricers, parameters } = year;
  const factors = pricers.map((pricer) =>
    pricer.factors({ now, others: pricers.filter((other) => other !== pricer) }),
  );
  for (let from = 0; from < due.length; from += MAX_BATCH) {
    const batch: (Listing & { readonly curve: number })[] = [];
    for (const arrival of due.slice(from, from + MAX_BATCH)) {
      const { session, at: issuedAt } = arrival;
      const confidenceBps = confidenceOf(session);
      const market = marketOf(year, session.visitor === 'new', confidenceBps);
      const { demand, scarcity } = factors[market - 1]!;
      const { plan } = pricers[market - 1]!;
      const { freshAsk } = pricers[market - 1]!.quote({
        demand,
        scarcity,
        issuedAt,
        now,
        marginBps: spotMarket.brokerMarginBps,
        lifetimeSeconds: parameters.pricing.quote.lifetimeSeconds,
      });
      const capacity = year.random.integer(1, 3);
      const id = spotMarket.segments.length + batch.length + 1;
      const expiry = issuedAt + plan.terms.windowSeconds;
      const notional = (freshAsk * BigInt(capacity)) as Wad;
      if (!isAdmitted(year, { session, id, market, notional, expiry }, now)) continue;
      const contentHash = keccakText(`${session.line}:${session.text}`);
      const { revenue } = session;
      log.listings.push({ at: now, market, confidenceBps, revenue, demand, scarcity, freshAsk });
      batch.push({
        contentHash,
        freshAsk,
        issuedAt,
        market,
        confidenceBps,
        capacity,
        curve: plan.curve,
        ...providerOf(year, arrival, contentHash),
      });
    }
    if (batch.length === 0) continue;
    const { firstId } = playSpotMarket(spotMarket, { type: 'registerSegments', at: now, listings: batch });
    batch.forEach((listing, i) => {
      const pricer = pricers[listing.market - 1]!;
      pricer.listed(listing.capacity, now);
      pricer.openCapacity += listing.capacity;
      const expiry = listing.issuedAt + pricer.plan.terms.windowSeconds;
      year.open[listing.market - 1]!.push({ id: firstId + i, expiry });
    });
    const data = year.contracts.marketplace.encode('registerSegments', [batch.map(listingArgument)]);
    yield call({ kind: 'list', at: now, from: 'lister', data, gasLimit: 15_000_000 });
  }
}

function listingArgument(listing: Listing): Required<Listing> {
  return {
    ...listing,
    provider: listing.provider ?? ZeroAddress,
    distributionRoot: listing.distributionRoot ?? ZeroHash,
  };
}

/** The market of a confidence: bands are `[low, high)`, the last one closed. */
function marketOf({ parameters }: Run, shortWindow: boolean, confidenceBps: number): number {
  const bands = parameters.markets.length / 2;
  const band = parameters.markets.findIndex(({ terms }) => confidenceBps < terms.confidenceHighBps);
  return (band === -1 ? bands - 1 : band) + (shortWindow ? bands : 0) + 1;
}

/** Whether the risk desk lets a session be listed: its market quotes, and its provider's and market's limits hold it. */
function isAdmitted(
  { desk, log, parameters }: YearState,
  listing: { session: Session; id: number; market: number; notional: Wad; expiry: number },
  now: number,
): boolean {
  const { session, id, market, notional, expiry } = listing;
  if (desk.spreads.isHalted(market)) {
    log.haltedListings += 1;
    return false;
  }
  const { segmentType, windowSeconds } = parameters.markets[market - 1]!.terms;
  const provider = session.visitor === 'other' ? 'panel' : `provider ${providerNumber(session)}`;
  const decision = desk.limits.offer({
    segment: String(id),
    market,
    segmentType,
    window: `${windowSeconds} s`,
    provider,
    notional,
    expiresAt: expiry,
  });
  if (decision.accepted) return true;
  const { binding } = decision;
  log.refused.push({ kind: 'listing', at: now, market, participant: provider, notional, binding });
  return false;
}

/** One of 300 people, told apart by where they come from. */
function providerNumber({ provider }: Session): number {
  return Number(BigInt(keccakText(provider)) % BigInt(PROVIDERS)) + 1;
}

/** Sessions of new and returning visitors belong to one person, those of others to a panel. */
function providerOf(
  year: YearState,
  { session }: Arrival,
  contentHash: string,
): Pick<Listing, 'provider' | 'distributionRoot'> {
  if (session.visitor === 'other') {
    const panel = panelOf(year, contentHash);
    year.panels.push(panel);
    return { distributionRoot: panel.tree.root };
  }
  return { provider: year.actors.address(`provider ${providerNumber(session)}`) };
}
