import { expect, test } from 'vitest';
import { orderedUnits, streamingForward } from '../../instrument/streamingForward.ts';
import { netFlows, type Transfer } from '../deal/transfer.ts';
import { openStreamingForward } from './openStreamingForward.ts';
import { reduceStreamingForward } from './reduceStreamingForward.ts';
import type { StreamEvent, StreamState } from './streamState.ts';

const PAT = 10n ** 18n;
const HOUR = 3_600;
const START = 1_700_000_000;

/** 30 PAT for 60 units each minute, for one week: 0.5 PAT a unit, 30 PAT a minute, 302,400 PAT in all. */
const week = streamingForward({
  market: 7,
  minimumConfidenceBps: 7_500,
  maximumConfidenceBps: 9_500,
  minimumRemainingLife: HOUR,
  pricePerUnit: PAT / 2n,
  unitsPerInterval: 60n,
  intervalSeconds: 60,
  start: START,
  duration: 7 * 24 * HOUR,
  tolerance: 600n,
  grace: 2 * HOUR,
  providerBond: 20_000n * PAT,
  disputeBond: 50n * PAT,
  disputeWindow: 6 * HOUR,
  resolutionWindow: 18 * HOUR,
  silentSplitBps: 5_000,
  proverBps: 1_000,
  challengeWindow: 12 * HOUR,
  forfeitBps: 10_000,
  feeBps: 50,
  timePremium: 100n * PAT,
});

/** A voucher for everything due by an hour of the stream: 3,600 units at confidence 1.0 an hour. */
function voucherOf(hour: number): StreamEvent {
  return {
    type: 'redeem',
    at: START + hour * HOUR,
    by: 'provider',
    cumulativeWeight: BigInt(hour) * 3_600n * 10_000n,
  };
}

function play(events: readonly StreamEvent[]): { state: StreamState; inPat: Record<string, number> } {
  const opened = openStreamingForward({
    id: `0x${'1'.repeat(64)}`,
    provider: 'sensors',
    terms: week,
    at: START - HOUR,
  });
  const transfers: Transfer[] = [...opened.transfers];
  let { state } = opened;
  for (const event of events) {
    const step = reduceStreamingForward(state, event);
    state = step.state;
    transfers.push(...step.transfers);
  }
  const inPat: [string, number][] = [];
  for (const [account, wei] of netFlows(transfers)) {
    expect(wei % PAT).toBe(0n);
    inPat.push([account, Number(wei / PAT)]);
  }
  return { state, inPat: Object.fromEntries(inPat) };
}

const hours = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

test('default: a week served with a voucher an hour', () => {
  expect(orderedUnits(week)).toBe(604_800n);
  const { state, inPat } = play(hours(1, 168).map(voucherOf));
  expect(state.status).toBe('completed');
  // Channel 302,400; the broker has 0.5 % of it and the time premium.
  expect(inPat).toEqual({ buyer: -304_012, provider: 302_400, broker: 1_612, escrow: 0 });
});

test('behavior: the provider stops after three days', () => {
  const { state, inPat } = play([
    ...hours(1, 72).map(voucherOf),
    // Grace 2 h and tolerance 10 minutes later it can be called.
    { type: 'callClose', at: START + 75 * HOUR, by: 'buyer' },
    { type: 'conclude', at: START + 87 * HOUR },
  ]);
  expect(state.status).toBe('providerDefault');
  // Paid for 72 h: 129,600. The buyer claws back 172,800 and receives the bond of 20,000.
  expect(inPat).toEqual({
    buyer: -129_600 - 1_612 + 20_000,
    provider: 129_600 - 20_000,
    broker: 1_612,
    escrow: 0,
  });
});

test('behavior: the buyer stops signing after three days, the provider posts twelve hours and is paid', () => {
  const posts = hours(73, 84).map(
    (hour): StreamEvent => ({
      type: 'post',
      at: START + hour * HOUR,
      by: 'provider',
      commitment: `0x${hour.toString(16).padStart(64, '0')}`,
      firstSerial: BigInt(hour) * 4_500n,
      // 4,500 units of confidence 0.8 weigh as much as 3,600 at 1.0.
      units: 4_500n,
      weight: 4_500n * 8_000n,
    }),
  );
  const counted = hours(0, 11).map(
    (posting): StreamEvent => ({ type: 'settlePosting', at: START + 90 * HOUR, posting }),
  );
  const { state } = play([...hours(1, 72).map(voucherOf), ...posts, ...counted]);
  expect(state.status).toBe('streaming');
  expect(state.drawn).toBe(151_200n * PAT);
});

test('behavior: the buyer walks away after three days and forfeits the rest', () => {
  const { state, inPat } = play([
    ...hours(1, 72).map(voucherOf),
    { type: 'callClose', at: START + 72 * HOUR, by: 'buyer' },
    { type: 'conclude', at: START + 84 * HOUR },
  ]);
  expect(state.status).toBe('buyerDefault');
  expect(inPat).toEqual({ buyer: -304_012, provider: 302_400, broker: 1_612, escrow: 0 });
});
