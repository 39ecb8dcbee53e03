import { phoneView } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { EmptyFeedError } from './feed/errors.ts';
import { generateFeed } from './feed/generateFeed.ts';
import { parseFeed } from './feed/parseFeed.ts';
import { runParameters } from './market/parameters.ts';
import { htmlReport } from './report/htmlReport.ts';
import { summarise } from './report/summary.ts';
import { run } from './run.ts';

const small = {
  sessions: parseFeed(generateFeed(80, 4).replaceAll(/,(Mar|June?|Jul|Aug|Sep|Oct|Nov|Dec),/g, ',May,'))
    .sessions,
  seed: 4,
  // Two months only, so everything the schedule holds is moved into them.
  parameters: {
    ...runParameters,
    schedule: { raiseMargin: 85, pause: 95, reprice: 100, upgrade: 105, phase2: 110 },
  },
  onProgress: () => undefined,
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
  expect(html.match(/<svg/g)).toHaveLength(5);
  expect(html).not.toMatch(/<script|src=|NaN|\d wei/);
  const { scrollWidth, smallestLetters, messages } = await phoneView(html);
  expect(scrollWidth).toBeLessThanOrEqual(390);
  expect(smallestLetters).toBeGreaterThan(9);
  expect(messages).toEqual([]);
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
