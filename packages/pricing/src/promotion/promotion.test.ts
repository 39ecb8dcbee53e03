import { fc } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { InvalidInputError } from '../units/errors.ts';
import { parseWad } from '../units/parseWad.ts';
import { type Bps, WAD, type Wad } from '../units/units.ts';
import { allocateByRuns } from './allocateByRuns.ts';
import { type CreditWallet, creditWallet, type PaidTool } from './creditWallet.ts';
import {
  InsufficientCreditsError,
  PromotionBudgetError,
  PromotionCapError,
  SelfDealingError,
} from './errors.ts';
import { type Promotion, promotion } from './promotion.ts';
import { reduceCreditWallet } from './reduceCreditWallet.ts';
import { reducePromotion } from './reducePromotion.ts';

const wad = parseWad;
const DAY = 86_400;
const HOLD = 30 * DAY;
const terms = { discountBps: 2_000 as Bps, budgetGbp: wad('3'), capCredits: wad('120') };
const tool: PaidTool = {
  toolId: 'summarise',
  developer: 'dana',
  affiliates: ['alf'],
  floorCredits: wad('0.65'),
  markupCredits: wad('10'),
};
const wallet: CreditWallet = { account: 'carl', faceCredits: wad('5'), discountedCredits: wad('100') };

const buy = (state: Promotion, account: string, credits: Wad) =>
  reducePromotion(state, { type: 'buyCredits', account, credits });
const spend = (state: CreditWallet, paid: PaidTool = tool, at = 0) =>
  reduceCreditWallet(state, { type: 'spend', tool: paid, at, holdSeconds: HOLD });

test('default: 100 credits cost 8 GBP instead of 10 and the platform bears 2', () => {
  const { state: after, purchase } = buy(promotion(terms), 'carl', wad('100'));
  expect(purchase).toEqual({
    credits: wad('100'),
    faceGbp: wad('10'),
    paidGbp: wad('8'),
    subsidyGbp: wad('2'),
  });
  expect(after.subsidyGbp).toBe(wad('2'));
});

test('default: paid with discounted credits, the developer gets the face value of the 10 credits, after the hold', () => {
  const { state: after, payment } = spend(wallet, tool, 1_000);
  expect(payment).toEqual({
    floorCredits: wad('0.65'),
    developerCredits: wad('10'),
    developerGbp: wad('1'),
    heldCredits: wad('10'),
    heldUntil: 1_000 + HOLD,
  });
  expect(after).toEqual({ ...wallet, discountedCredits: wad('89.35') });
});

test('behavior: with credits bought at face value nothing is held', () => {
  const { payment } = spend({ ...wallet, faceCredits: wad('20'), discountedCredits: 0n as Wad });
  expect([payment.developerCredits, payment.heldCredits]).toEqual([wad('10'), 0n]);
});

test('behavior: a mixed payment holds what the discounted credits can have paid', () => {
  const mixed = { ...wallet, faceCredits: wad('8'), discountedCredits: wad('3') };
  const { state: after, payment } = spend(mixed);
  expect(payment.heldCredits).toBe(wad('3'));
  expect(after).toEqual({ account: 'carl', faceCredits: wad('0.35'), discountedCredits: 0n });
});

test('behavior: the subsidy enters one night of marketing and no second', () => {
  const used = buy(promotion(terms), 'carl', wad('100')).state;
  const first = reducePromotion(used, { type: 'takeAllocation' });
  expect(first.allocationGbp).toBe(wad('2'));
  expect(reducePromotion(first.state, { type: 'takeAllocation' }).allocationGbp).toBe(0n);
});

test('behavior: an amount is divided by runs, to the last wei', () => {
  const parts = allocateByRuns({
    amountGbp: wad('2'),
    runs: new Map([
      ['a', 300],
      ['b', 100],
    ]),
  })!;
  expect([...parts.values()]).toEqual([wad('1.5'), wad('0.5')]);
  const thirds = allocateByRuns({
    amountGbp: 10n as Wad,
    runs: new Map([
      ['z', 0],
      ['a', 1],
      ['b', 1],
      ['c', 1],
    ]),
  })!;
  expect([...thirds]).toEqual([
    ['z', 0n],
    ['a', 4n],
    ['b', 3n],
    ['c', 3n],
  ]);
  expect(allocateByRuns({ amountGbp: 10n as Wad, runs: new Map([['a', 0]]) })).toBeUndefined();
});

test('error: PromotionCapError and PromotionBudgetError at both sides of their limits', () => {
  const some = buy(promotion(terms), 'carl', wad('100')).state;
  expect(() => buy(some, 'carl', wad('20.000000000000000001'))).toThrow(PromotionCapError);
  expect(buy(some, 'carl', wad('20')).state.subsidyGbp).toBe(wad('2.4'));
  expect(buy(some, 'eve', wad('50')).state.subsidyGbp).toBe(wad('3'));
  expect(() => buy(some, 'eve', wad('50.1'))).toThrow(PromotionBudgetError);
});

test('error: SelfDealingError for discounted credits on the own or an affiliate tool', () => {
  for (const account of ['dana', 'alf']) {
    expect(() => spend({ ...wallet, account })).toThrow(SelfDealingError);
    const own = { account, faceCredits: wad('10.65'), discountedCredits: wad('50') };
    const { state: after, payment } = spend(own);
    expect(after).toEqual({ account, faceCredits: 0n, discountedCredits: wad('50') });
    expect(payment.heldCredits).toBe(0n);
  }
});

test('error: InsufficientCreditsError one wei short', () => {
  const short = { ...wallet, faceCredits: wad('10.649999999999999999'), discountedCredits: 0n as Wad };
  expect(() => spend(short)).toThrow(InsufficientCreditsError);
});

test.each<readonly [string, () => unknown]>([
  ['no credits', () => buy(promotion(terms), 'carl', 0n as Wad)],
  ['negative credits', () => buy(promotion(terms), 'carl', -1n as Wad)],
  ['float credits', () => buy(promotion(terms), 'carl', 1.5 as unknown as Wad)],
  ['no account', () => buy(promotion(terms), '', WAD)],
  ['a discount above all', () => promotion({ ...terms, discountBps: 10_001 as Bps })],
  ['a NaN budget', () => promotion({ ...terms, budgetGbp: Number.NaN as unknown as Wad })],
  ['a malformed wallet', () => spend({ ...wallet, faceCredits: -1n as Wad })],
  ['malformed affiliates', () => spend(wallet, { ...tool, affiliates: 'alf' as unknown as [] })],
  ['a NaN hold', () => reduceCreditWallet(wallet, { type: 'spend', tool, at: 0, holdSeconds: Number.NaN })],
  ['negative runs', () => allocateByRuns({ amountGbp: WAD, runs: new Map([['a', -1]]) })],
  ['runs in an object', () => allocateByRuns({ amountGbp: WAD, runs: {} as unknown as Map<string, number> })],
])('error: InvalidInputError for %s', (_, act) => {
  expect(act).toThrow(InvalidInputError);
});

test('whatever accounts do, total subsidy stays within the budget, developers get every markup at face value, and nobody who is paid by a tool spends discounted credits on it', () => {
  const accounts = ['dana', 'alf', 'carl', 'sybil1', 'sybil2'];
  const action = fc.record({
    account: fc.constantFrom(...accounts),
    bought: fc.bigInt({ min: 1n, max: 200n * WAD }),
    markup: fc.bigInt({ min: 0n, max: 60n * WAD }),
    spends: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(action, { maxLength: 40 }),
      fc.integer({ min: 0, max: 10_000 }),
      (actions, discountBps) => {
        let current: Promotion = promotion({ ...terms, discountBps: discountBps as Bps });
        const wallets = new Map(
          accounts.map((account): [string, CreditWallet] => [account, creditWallet({ account })]),
        );
        let [paidGbp, sold, spent, markups, developer] = [0n, 0n, 0n, 0n, 0n];
        for (const { account, bought, markup, spends } of actions) {
          const own = wallets.get(account)!;
          try {
            if (spends) {
              const chosen = { ...tool, markupCredits: markup as Wad };
              const { state: after, payment } = spend(own, chosen);
              if (['dana', 'alf'].includes(account))
                expect(after.discountedCredits).toBe(own.discountedCredits);
              wallets.set(account, after);
              spent += tool.floorCredits + markup;
              markups += markup;
              developer += payment.developerCredits;
            } else {
              const result = buy(current, account, bought as Wad);
              current = result.state;
              paidGbp += result.purchase.paidGbp;
              sold += bought;
              const received = { type: 'receive', kind: 'discounted', credits: bought as Wad } as const;
              wallets.set(account, reduceCreditWallet(own, received).state);
            }
          } catch (error) {
            const allowed = [
              SelfDealingError,
              InsufficientCreditsError,
              PromotionCapError,
              PromotionBudgetError,
            ];
            expect(allowed.some((kind) => error instanceof kind)).toBe(true);
          }
          expect(current.subsidyGbp <= current.budgetGbp).toBe(true);
        }
        const held = [...wallets.values()].reduce((sum, w) => sum + w.faceCredits + w.discountedCredits, 0n);
        expect(held + spent).toBe(sold);
        expect(developer).toBe(markups);
        // What the platform took in and what it gave away are together at least the face value of all credits sold.
        expect((paidGbp + current.subsidyGbp) * 10n >= sold).toBe(true);
      },
    ),
    { numRuns: runs(100) },
  );
});
