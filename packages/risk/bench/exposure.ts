import { WAD, type Wad } from '@phasegate/pricing/units';
import {
  type ExposureLevel,
  type ExposureLimit,
  exposureLevels,
  exposureTree,
  normalDraws,
} from '@phasegate/risk';
import { bigintLoop, type Comparison, type Timed } from '@phasegate/testing';

const ORDERS = 100_000;
const BATCH = 1_000;

/** Full pre-trade checks that reserve, a thousand quotes open at a time, half of them filled and half released. */
function reservations(accounts: number, markets: number): Timed {
  const wide = (10n ** 15n * WAD) as Wad;
  const limits = Object.fromEntries(
    exposureLevels.map((level) => [level, { gross: wide, net: wide }]),
  ) as Record<ExposureLevel, ExposureLimit>;
  const tree = exposureTree({ limits });
  for (let i = 0; i < accounts; i++) {
    tree.registerParticipant({
      participant: `account-${i}`,
      participantClass: i % 10 === 0 ? 'institution' : 'retail',
    });
  }
  for (let i = 0; i < markets; i++) {
    tree.registerSegment({
      segment: `segment-${i}`,
      market: i,
      segmentType: `type-${i % 5}`,
      window: `window-${i % 3}`,
    });
  }
  // Independent picks: a stride would visit few pairs and keep them in the cache.
  const picks = normalDraws({ seed: 2, scenario: 0, path: 0 }, 2 * ORDERS);
  const pick = (i: number, of: number): number => Math.floor(Math.abs(picks[i]! * 1e6)) % of;
  const orders = Array.from({ length: ORDERS }, (_, i) => ({
    id: `quote-${i}`,
    participant: `account-${pick(2 * i, accounts)}`,
    segment: `segment-${pick(2 * i + 1, markets)}`,
    side: i % 3 === 0 ? ('sell' as const) : ('buy' as const),
    notional: (BigInt(1 + (i % 97)) * WAD + 123_456_789n) as Wad,
  }));
  let next = 0;
  return {
    name: `check, reserve, fill or release: ${accounts.toLocaleString('en')} accounts x ${markets} markets`,
    run: () => {
      const quotes = orders.slice(next, next + BATCH);
      next = (next + BATCH) % ORDERS;
      for (const order of quotes) {
        if (!tree.reserve(order).accepted) throw new Error('a benchmark order was refused');
      }
      for (const [i, { id, notional }] of quotes.entries()) {
        if (i % 2 === 0) tree.commit({ id, notional });
        else tree.release({ id });
      }
      return BATCH;
    },
  };
}

/** The pre-trade check, and how little it minds ten times the accounts. */
export function exposureComparisons(): readonly Comparison[] {
  const [small, large] = [reservations(1_000, 500), reservations(10_000, 500)];
  return [
    { subject: large, reference: bigintLoop, atMost: 150 },
    { subject: large, reference: small, atMost: 2 },
  ];
}
