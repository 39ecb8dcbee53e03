import { parseWad } from '@phasegate/pricing/units';
import { expect, test } from 'vitest';
import { LimitDesk } from './limitDesk.ts';
import { riskParameters } from './riskParameters.ts';

const DAY = 86_400;
const pat = parseWad;
const desk = (): LimitDesk => {
  const limits = new LimitDesk(riskParameters, 2);
  for (const [segment, market] of [
    ['1', 1],
    ['2', 1],
    ['3', 2],
  ] as const) {
    const filed = { segment, market, segmentType: 'T', window: '7D' };
    limits.offer({ ...filed, provider: 'ada', notional: pat('50'), expiresAt: 7 * DAY });
  }
  return limits;
};

test('default: a sale within its limits is taken, bought and settled with the round', () => {
  const limits = desk();
  expect(limits.sell({ consumer: 'bob', segment: '1', notional: pat('100') }).accepted).toBe(true);
  limits.conclude({ consumer: 'bob', segment: '1', market: 1, bought: pat('100') });
  expect(limits.sell({ consumer: 'bob', segment: '2', notional: pat('21') })).toMatchObject({
    accepted: false,
    binding: { level: 'participant', limit: pat('120'), use: pat('100') },
  });
  limits.settleRound(DAY / 4);
  expect(limits.sell({ consumer: 'bob', segment: '2', notional: pat('21') }).accepted).toBe(true);
});

test('behavior: what was not bought after all is let go', () => {
  const limits = desk();
  limits.sell({ consumer: 'bob', segment: '1', notional: pat('120') });
  limits.conclude({ consumer: 'bob', segment: '1', market: 1, bought: undefined });
  expect(limits.sell({ consumer: 'bob', segment: '2', notional: pat('120') }).accepted).toBe(true);
});

test('behavior: a provider may have so much on offer, until a window ends', () => {
  const limits = desk();
  const more = { segment: '4', market: 2, segmentType: 'T', window: '7D', provider: 'ada' };
  const offer = { ...more, notional: pat('300'), expiresAt: 8 * DAY };
  expect(limits.offer(offer)).toMatchObject({
    accepted: false,
    binding: { level: 'participant', limit: pat('400'), use: pat('150') },
  });
  limits.settleRound(7 * DAY);
  expect(limits.offer(offer).accepted).toBe(true);
});

test('behavior: the fullest round of a day is the use that widens, asked once', () => {
  const limits = desk();
  limits.sell({ consumer: 'bob', segment: '1', notional: pat('100') });
  limits.conclude({ consumer: 'bob', segment: '1', market: 1, bought: pat('100') });
  limits.settleRound(1);
  limits.settleRound(2);
  expect(limits.utilisation(1)).toBe(0.2);
  expect(limits.utilisation(1)).toBe(0);
  expect(limits.utilisation(2)).toBe(0);
});

test('behavior: a market’s limit follows its day from tomorrow on, at the pace of the change policy', () => {
  const limits = desk();
  const thin = { windowSupply: pat('100'), averageDailyVolume: pat('10'), depthAtTwoPercent: pat('20') };
  expect(limits.limitMarket(1, thin, DAY)).toEqual({ limit: pat('150'), binding: 'averageDailyVolume' });
  const use = (): number => {
    limits.sell({ consumer: 'eve', segment: '1', notional: pat('75') });
    limits.conclude({ consumer: 'eve', segment: '1', market: 1, bought: pat('75') });
    limits.settleRound(1);
    return limits.utilisation(1);
  };
  expect(use()).toBe(0.15);
  limits.activate(2 * DAY);
  // 500 less 25 %.
  expect(use()).toBe(0.2);
});

test('behavior: consumers may buy a share of what is on offer', () => {
  const limits = desk();
  limits.limitConsumers(['bob'], pat('1300'), DAY);
  limits.activate(2 * DAY);
  expect(limits.sell({ consumer: 'bob', segment: '1', notional: pat('130') }).accepted).toBe(true);
});
