import { type Bps, InvalidInputError, type Wad } from '@phasegate/pricing/units';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compensation, earned } from './compensation.ts';
import { checkBefore, checkPassed } from './deadline.ts';
import {
  advanceClock,
  dealTime,
  MAX_PAUSE_EXTENSION,
  pauseClock,
  resumeClock,
  startClock,
} from './dealClock.ts';
import { DEFAULT_PERIOD, isReduceOnly, NO_DEFAULTS, recordDefault } from './defaultRecord.ts';
import { ClockRanBackError, DeadlinePassedError, PauseStateError, TooEarlyError } from './errors.ts';
import { openingFees } from './openingFees.ts';
import { netFlows, transfersOf } from './transfer.ts';
import { walkSettings } from './walk.testing.ts';

const wad = (amount: bigint): Wad => amount as Wad;
const wei = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map(wad);

describe('compensation', () => {
  test('default: rounded up on the running total', () => {
    expect(compensation({ bond: wad(100n), from: 0n, to: 1n, ordered: 3n })).toBe(34n);
    expect(compensation({ bond: wad(100n), from: 1n, to: 2n, ordered: 3n })).toBe(33n);
    expect(compensation({ bond: wad(100n), from: 2n, to: 3n, ordered: 3n })).toBe(33n);
    expect(compensation({ bond: wad(0n), from: 0n, to: 3n, ordered: 3n })).toBe(0n);
    expect(compensation({ bond: wad(1n), from: 0n, to: 1n, ordered: 2n ** 64n - 1n })).toBe(1n);
    expect(compensation({ bond: wad(2n ** 128n - 1n), from: 5n, to: 5n, ordered: 5n })).toBe(0n);
  });

  test('any pieces add up to one payment, all of it to the bond, none short-changes the injured side', () => {
    fc.assert(
      fc.property(
        wei,
        fc.array(fc.bigInt({ min: 0n, max: 50n }), { minLength: 1, maxLength: 8 }),
        (bond, parts) => {
          const ordered = parts.reduce((sum, part) => sum + part, 1n);
          let from = 0n;
          let paid = 0n;
          for (const part of [...parts, 1n]) {
            paid += compensation({ bond, from, to: from + part, ordered });
            from += part;
            expect(paid * ordered >= bond * from).toBe(true);
            expect(paid * ordered < bond * from + ordered).toBe(true);
          }
          expect(paid).toBe(bond);
        },
      ),
      walkSettings(200),
    );
  });

  test('what is earned step by step never exceeds its share and ends at the whole', () => {
    fc.assert(
      fc.property(wei, fc.bigInt({ min: 1n, max: 1_000n }), (amount, whole) => {
        const half = whole / 2n;
        const first = earned({ amount, from: 0n, to: half, whole });
        expect(first * whole <= amount * half).toBe(true);
        expect(first + earned({ amount, from: half, to: whole, whole })).toBe(amount);
      }),
      walkSettings(100),
    );
  });

  test('error: InvalidInputError', () => {
    const good = { bond: 1n, from: 0n, to: 1n, ordered: 1n };
    const bad = [
      { bond: -1n },
      { bond: 1 },
      { to: 2n },
      { from: 2n },
      { from: -1n },
      { ordered: 0n },
      { bond: 2n ** 128n },
    ];
    for (const change of bad)
      expect(() => compensation({ ...good, ...change } as never)).toThrow(InvalidInputError);
  });
});

test('openingFees: the fee never rounds to zero, the time premium is added', () => {
  expect(openingFees({ notional: wad(1n), feeBps: 1 as Bps, timePremium: wad(0n) })).toBe(1n);
  expect(openingFees({ notional: wad(10_000n), feeBps: 1 as Bps, timePremium: wad(5n) })).toBe(6n);
  expect(openingFees({ notional: wad(10_001n), feeBps: 1 as Bps, timePremium: wad(0n) })).toBe(2n);
  expect(openingFees({ notional: wad(10_001n), feeBps: 0 as Bps, timePremium: wad(0n) })).toBe(0n);
});

describe('deal clock', () => {
  test('default: deal time stands still during a pause and goes on after it', () => {
    const paused = pauseClock(advanceClock(startClock(100), 150));
    expect(dealTime(paused)).toBe(150);
    expect(dealTime(advanceClock(paused, 190))).toBe(150);
    const resumed = resumeClock(advanceClock(paused, 190));
    expect(dealTime(resumed)).toBe(150);
    expect(dealTime(advanceClock(resumed, 200))).toBe(160);
    const again = pauseClock(advanceClock(resumed, 200));
    expect(dealTime(advanceClock(again, 1_000))).toBe(160);
  });

  test('behavior: the extension ends after 30 days of pauses', () => {
    const paused = pauseClock(startClock(0));
    expect(dealTime(advanceClock(paused, MAX_PAUSE_EXTENSION))).toBe(0);
    expect(dealTime(advanceClock(paused, MAX_PAUSE_EXTENSION + 1))).toBe(1);
  });

  test('behavior: refusals name the deadline as it stands, moved by the pauses so far', () => {
    const paused = pauseClock(startClock(1_000));
    const resumed = resumeClock(advanceClock(paused, 1_300));
    expect(() => checkPassed(advanceClock(resumed, 2_299), 'closing', 2_000)).toThrow(
      new TooEarlyError({ action: 'closing', at: 2_299, earliest: 2_300 }),
    );
    expect(() => checkBefore(advanceClock(resumed, 2_300), 'funding', 2_000)).toThrow(
      new DeadlinePassedError({ action: 'funding', at: 2_300, deadline: 2_300 }),
    );
  });

  test('deal time never decreases, whatever is paused', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(20 * 86_400), fc.nat(2)), { maxLength: 30 }), (steps) => {
        let clock = startClock(1_000);
        let before = dealTime(clock);
        for (const [seconds, action] of steps) {
          clock = advanceClock(clock, clock.last + seconds);
          if (action === 1 && clock.pausedAt === null) clock = pauseClock(clock);
          if (action === 2 && clock.pausedAt !== null) clock = resumeClock(clock);
          expect(dealTime(clock)).toBeGreaterThanOrEqual(before);
          expect(clock.last - dealTime(clock)).toBeLessThanOrEqual(MAX_PAUSE_EXTENSION);
          before = dealTime(clock);
        }
      }),
      walkSettings(200),
    );
  });

  test('error: ClockRanBackError, PauseStateError, InvalidInputError', () => {
    const clock = startClock(100);
    expect(() => advanceClock(clock, 99)).toThrow(ClockRanBackError);
    expect(() => advanceClock(clock, 100)).not.toThrow();
    expect(() => resumeClock(clock)).toThrow(PauseStateError);
    for (const at of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 40, 100n])
      expect(() => startClock(at as never)).toThrow(InvalidInputError);
  });
});

describe('default record', () => {
  test('default: the period is 90 days', () => {
    expect(DEFAULT_PERIOD).toBe(7_776_000);
  });

  test('default: two defaults within 90 days, until the older one is 90 days old', () => {
    const once = recordDefault(NO_DEFAULTS, 1_000);
    expect(isReduceOnly(once, 1_000)).toBe(false);
    const twice = recordDefault(once, 1_000 + DEFAULT_PERIOD - 1);
    expect(isReduceOnly(twice, 1_000 + DEFAULT_PERIOD - 1)).toBe(true);
    expect(isReduceOnly(twice, 1_000 + DEFAULT_PERIOD)).toBe(false);
    expect(isReduceOnly(recordDefault(once, 1_000 + DEFAULT_PERIOD), 1_000 + DEFAULT_PERIOD)).toBe(false);
    const thrice = recordDefault(twice, 1_000 + DEFAULT_PERIOD + 5);
    expect(isReduceOnly(thrice, 1_000 + DEFAULT_PERIOD + 5)).toBe(true);
  });

  test('error: InvalidInputError for a default before the latest', () => {
    const once = recordDefault(NO_DEFAULTS, 1_000);
    expect(() => recordDefault(once, 999)).toThrow(InvalidInputError);
    expect(() => isReduceOnly(once, Number.NaN)).toThrow(InvalidInputError);
  });
});

test('transfers: empty ones are left out, flows sum to zero', () => {
  const transfers = transfersOf(['a', 'b', 5n], ['b', 'c', 0n], ['b', 'a', 2n]);
  expect(transfers).toHaveLength(2);
  expect(Object.fromEntries(netFlows(transfers))).toEqual({ a: -3n, b: 3n });
});
