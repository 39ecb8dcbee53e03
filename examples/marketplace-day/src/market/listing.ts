import { type Listing, MAX_BATCH, playSpotMarket } from '@phasegate/market';
import { id as keccakText, ZeroAddress, ZeroHash } from 'ethers';
import type { Arrival } from '../feed/arrivals.ts';
import { confidenceOf } from '../feed/confidence.ts';
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
    const batch = due.slice(from, from + MAX_BATCH).map((arrival) => {
      const { session, at: issuedAt } = arrival;
      const confidenceBps = confidenceOf(session);
      const market = marketOf(year, session.visitor === 'new', confidenceBps);
      const { demand, scarcity } = factors[market - 1]!;
      const { freshAsk } = pricers[market - 1]!.quote({
        demand,
        scarcity,
        issuedAt,
        now,
        marginBps: spotMarket.brokerMarginBps,
        lifetimeSeconds: parameters.pricing.quote.lifetimeSeconds,
      });
      const capacity = year.random.integer(1, 3);
      const contentHash = keccakText(`${session.line}:${session.text}`);
      log.listings.push({
        at: now,
        market,
        confidenceBps,
        revenue: session.revenue,
        demand,
        scarcity,
        freshAsk,
      });
      const listing = { contentHash, freshAsk, issuedAt, market, confidenceBps, capacity };
      return {
        ...listing,
        curve: pricers[market - 1]!.plan.curve,
        ...providerOf(year, arrival, contentHash),
      };
    });
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

/** One of 300 people, told apart by where they come from; sessions of other visitors belong to a panel. */
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
  const number = Number(BigInt(keccakText(session.provider)) % BigInt(PROVIDERS)) + 1;
  return { provider: year.actors.address(`provider ${number}`) };
}
