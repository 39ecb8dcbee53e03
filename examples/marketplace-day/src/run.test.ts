import { parseWad } from '@phasegate/pricing/units';
import { phoneView } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { EmptyFeedError } from './feed/errors.ts';
import { generateFeed } from './feed/generateFeed.ts';
import { parseFeed } from './feed/parseFeed.ts';
import { runParameters } from './market/parameters.ts';
import { htmlReport } from './report/htmlReport.ts';
import { riskSection } from './report/riskSection.ts';
import { summarise } from './report/summary.ts';
import { run } from './run.ts';
import { stopwatch } from './terminal/stopwatch.ts';

const small = {
  // A first session in February, all others in May.
  sessions: parseFeed(generateFeed(80, 4)).sessions.map((session, i) => ({
    ...session,
    month: i === 0 ? 1 : 4,
  })),
  seed: 4,
  // Two months only, so everything the schedule holds is moved into them.
  parameters: {
    ...runParameters,
    schedule: { raiseMargin: 78, pause: 82, upgrade: 86, phase2: 90 },
    // Tight, so that few trades already widen, reprice and are refused.
    risk: {
      ...runParameters.risk,
      repriceFromBps: 150,
      sales: { ...runParameters.risk.sales, thinMarket: parseWad('30') },
      offers: { market: parseWad('300'), providerFloor: parseWad('60') },
    },
  },
  onProgress: () => undefined,
  stopwatch: stopwatch(),
};

test('default: spot market and chain agree to the wei, and the parts add up', async () => {
  const result = await run({ ...small, tamper: false });
  expect(result.mismatches).toEqual([]);
  expect(result.valuesCompared).toBeGreaterThan(10_000);
  expect(result.log.purchases.length).toBeGreaterThan(50);
  const occurrences = result.log.occurrences.map(({ text }) => text);
  expect(occurrences).toContain('the phase gate now belongs to a timelock of 7 days');
  expect(occurrences).toContain('phase 2 opened by the timelock; phase 3 is refused for want of evidence');
  expect([...result.usage.keys()]).toEqual(
    expect.arrayContaining([
      'list',
      'buy',
      'buyBatch',
      'buyWithPermit',
      'buyFor',
      'withdraw',
      'owner',
      'upgrade',
      'reprice',
    ]),
  );

  const feed = { path: undefined, seed: 4, rows: 80, malformedRows: 0 };
  const summary = summarise({ result, parameters: small.parameters, feed, seconds: 0 });
  const wei = (text: string): bigint => {
    const [whole, fraction = ''] = text.split('.');
    return BigInt(whole! + fraction.padEnd(18, '0'));
  };
  expect(wei(summary.brokerRevenuePat) + wei(summary.providerPayoutPat)).toBe(wei(summary.volumePat));
  expect(wei(summary.providerPayoutPat)).toBe(wei(summary.withdrawnPat) + wei(summary.owedToProvidersPat));

  const html = await htmlReport(summary, result, small.parameters);
  expect(html.match(/<svg/g)).toHaveLength(6);
  expect(html).not.toMatch(/<script|src=|NaN|\d wei/);
  const { scrollWidth, smallestLetters, messages } = await phoneView(html);
  expect(scrollWidth).toBeLessThanOrEqual(390);
  expect(smallestLetters).toBeGreaterThan(9);
  expect(messages).toEqual([]);
});

test('behavior: risk widens spreads and refuses trades by the limits, and the report says when, why and which', async () => {
  const result = await run({ ...small, tamper: false });
  const { log, spotMarket } = result;
  const { risk } = summarise({
    result,
    parameters: small.parameters,
    feed: { path: undefined, seed: 4, rows: 80, malformedRows: 0 },
    seconds: 0,
  });
  expect(risk.marketDays).toBe(log.spreads.length);
  expect(risk.widenedMarketDays).toBeGreaterThan(10);
  expect(risk.brokerMarginMoves).toBeGreaterThan(0);
  expect(risk.segmentsRepriced).toBe(result.usage.get('reprice')!.transactions);
  expect(risk.refusedSales).toBeGreaterThan(0);
  expect(risk.refusedListings).toBeGreaterThan(0);
  expect(risk.refused.reduce((sum, { count }) => sum + count, 0)).toBe(
    risk.refusedSales + risk.refusedListings,
  );
  // Every session was listed, refused or held back; nothing got lost.
  expect(spotMarket.segments.length + risk.refusedListings + risk.haltedListings).toBe(small.sessions.length);
  // A margin moves by what a day allows and is the widened half-spread's, or on its way there.
  const { dailyMarginMoveBps } = small.parameters.risk;
  for (const { marginBps, before } of log.spreads) {
    expect(Math.abs(marginBps - before)).toBeLessThanOrEqual(dailyMarginMoveBps);
  }

  const [refused] = log.refused;
  const html = riskSection(risk, result, small.parameters).join('');
  expect(html).toContain(`${risk.refusedSales} sales and ${risk.refusedListings} listings`);
  expect(html).toContain(refused!.binding.level);
  for (const term of ['fee', 'volatility', 'illiquidity', 'adverse', 'exposure', 'stress']) {
    expect(html).toContain(`${term}, bps`);
  }
  expect(html).toMatch(/\d+ bps = fee [\d.]+ \+ volatility/);
});

test('behavior: one wei falsified in the expectation is one mismatch', async () => {
  const result = await run({ ...small, tamper: true });
  expect(result.mismatches).toHaveLength(1);
  const { chain, expected } = result.mismatches[0]!;
  expect(BigInt(expected) - BigInt(chain)).toBe(1n);
});

test('error: EmptyFeedError', async () => {
  await expect(run({ ...small, sessions: [], tamper: false })).rejects.toThrow(EmptyFeedError);
});
