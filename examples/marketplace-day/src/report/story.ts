import { readableNumber } from '@phasegate/report';
import { day } from '../calendar/day.ts';
import type { RunResult } from '../run.ts';
import { amount } from './amount.ts';
import type { Summary } from './summary.ts';

/** What happened and who earned what, in words: the first paragraph of the report. */
export function story(
  summary: Summary,
  { startsAt, endsAt }: Pick<RunResult, 'startsAt' | 'endsAt'>,
): string {
  const { busiestDay, markets } = summary;
  const best = markets[0]!;
  const isAllWithdrawn = summary.owedToProvidersPat === '0';
  return [
    `From ${day(startsAt)} to ${day(endsAt)}, ${readableNumber(summary.segmentsRegistered)} segments of purchase intent were listed and consumers bought access ${readableNumber(summary.purchases)} times.`,
    `They paid ${amount(summary.volumePat)} PAT: ${amount(summary.providerPayoutPat)} PAT (${share(summary.providerPayoutPat, summary.volumePat)}) were earned by the people whose data it is, ${amount(summary.brokerRevenuePat)} PAT (${share(summary.brokerRevenuePat, summary.volumePat)}) by the broker.`,
    `Access cost ${amount(summary.averageAskPat)} PAT on average, of which the provider got ${amount(summary.averageBidPat)}.`,
    `The market that earned most was ${best.name} with ${amount(best.volumePat)} PAT, the busiest day ${busiestDay.date} with ${readableNumber(busiestDay.purchases)} purchases for ${amount(busiestDay.volumePat)} PAT.`,
    isAllWithdrawn
      ? 'Providers have withdrawn everything they earned.'
      : `Providers have withdrawn ${amount(summary.withdrawnPat)} PAT; ${amount(summary.owedToProvidersPat)} PAT are still theirs to collect.`,
    `Risk widened spreads on ${readableNumber(summary.risk.widenedMarketDays)} days of markets; its limits refused ${readableNumber(summary.risk.refusedSales)} sales and ${readableNumber(summary.risk.refusedListings)} listings.`,
    summary.mismatches === 0
      ? `The chain and the rules agree on every one of ${readableNumber(summary.valuesCompared)} values.`
      : `The chain and the rules disagree on ${readableNumber(summary.mismatches)} of ${readableNumber(summary.valuesCompared)} values.`,
  ].join(' ');
}

function share(part: string, whole: string): string {
  return Number(whole) === 0 ? '0 %' : `${Math.round((100 * Number(part)) / Number(whole))} %`;
}
