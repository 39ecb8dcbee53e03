import { fc } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { InvalidInputError } from '../units/errors.ts';
import { parseWad } from '../units/parseWad.ts';
import { runs } from '../units/runs.test.support.ts';
import { type Bps, WAD, type Wad } from '../units/units.ts';
import { applyPromotion, type Promotion, promotion } from './applyPromotion.ts';
import {
  InsufficientCreditsError,
  PromotionBudgetError,
  PromotionCapError,
  SelfDealingError,
} from './errors.ts';
import { allocateByRuns, takeMarketingAllocation } from './marketingAllocation.ts';
import { type CreditWallet, type PaidTool, spendCredits } from './spendCredits.ts';

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

test('default: 100 credits cost 8 GBP instead of 10 and the platform bears 2', () => {
  const { promotion: after, purchase } = applyPromotion(promotion(terms), {
    account: 'carl',
    credits: wad('100'),
  });
  expect(purchase).toEqual({
    credits: wad('100'),
    faceGbp: wad('10'),
    paidGbp: wad('8'),
    subsidyGbp: wad('2'),
  });
  expect(after.subsidyGbp).toBe(wad('2'));
});

test('default: paid with discounted credits, the developer gets the face value of the 10 credits, after the hold', () => {
  const { wallet: after, payment } = spendCredits({ wallet, tool, at: 1_000, holdSeconds: HOLD });
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
  const { payment } = spendCredits({
    wallet: { ...wallet, faceCredits: wad('20'), discountedCredits: 0n as Wad },
    tool,
    at: 0,
    holdSeconds: HOLD,
  });
  expect([payment.developerCredits, payment.heldCredits]).toEqual([wad('10'), 0n]);
});

test('behavior: a mixed payment holds what the discounted credits can have paid', () => {
  const mixed = { ...wallet, faceCredits: wad('8'), discountedCredits: wad('3') };
  const { wallet: after, payment } = spendCredits({ wallet: mixed, tool, at: 0, holdSeconds: HOLD });
  expect(payment.heldCredits).toBe(wad('3'));
  expect(after).toEqual({ account: 'carl', faceCredits: wad('0.35'), discountedCredits: 0n });
});

test('behavior: the subsidy enters one night of marketing and no second', () => {
  const used = applyPromotion(promotion(terms), { account: 'carl', credits: wad('100') }).promotion;
  const first = takeMarketingAllocation(used);
  expect(first.allocationGbp).toBe(wad('2'));
  expect(takeMarketingAllocation(first.promotion).allocationGbp).toBe(0n);
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
  const some = applyPromotion(promotion(terms), { account: 'carl', credits: wad('100') }).promotion;
  expect(() => applyPromotion(some, { account: 'carl', credits: wad('20.000000000000000001') })).toThrow(
    PromotionCapError,
  );
  expect(applyPromotion(some, { account: 'carl', credits: wad('20') }).promotion.subsidyGbp).toBe(wad('2.4'));
  expect(applyPromotion(some, { account: 'eve', credits: wad('50') }).promotion.subsidyGbp).toBe(wad('3'));
  expect(() => applyPromotion(some, { account: 'eve', credits: wad('50.1') })).toThrow(PromotionBudgetError);
});

test('error: SelfDealingError for discounted credits on the own or an affiliate tool', () => {
  for (const account of ['dana', 'alf']) {
    expect(() => spendCredits({ wallet: { ...wallet, account }, tool, at: 0, holdSeconds: HOLD })).toThrow(
      SelfDealingError,
    );
    const own = { account, faceCredits: wad('10.65'), discountedCredits: wad('50') };
    const { wallet: after, payment } = spendCredits({ wallet: own, tool, at: 0, holdSeconds: HOLD });
    expect(after).toEqual({ account, faceCredits: 0n, discountedCredits: wad('50') });
    expect(payment.heldCredits).toBe(0n);
  }
});

test('error: InsufficientCreditsError one wei short', () => {
  const short = { ...wallet, faceCredits: wad('10.649999999999999999'), discountedCredits: 0n as Wad };
  expect(() => spendCredits({ wallet: short, tool, at: 0, holdSeconds: HOLD })).toThrow(
    InsufficientCreditsError,
  );
});

test.each<readonly [string, () => unknown]>([
  ['no credits', () => applyPromotion(promotion(terms), { account: 'carl', credits: 0n as Wad })],
  ['negative credits', () => applyPromotion(promotion(terms), { account: 'carl', credits: -1n as Wad })],
  [
    'float credits',
    () => applyPromotion(promotion(terms), { account: 'carl', credits: 1.5 as unknown as Wad }),
  ],
  ['no account', () => applyPromotion(promotion(terms), { account: '', credits: WAD })],
  ['a discount above all', () => promotion({ ...terms, discountBps: 10_001 as Bps })],
  ['a NaN budget', () => promotion({ ...terms, budgetGbp: Number.NaN as unknown as Wad })],
  [
    'a malformed wallet',
    () => spendCredits({ wallet: { ...wallet, faceCredits: -1n as Wad }, tool, at: 0, holdSeconds: 0 }),
  ],
  [
    'malformed affiliates',
    () =>
      spendCredits({ wallet, tool: { ...tool, affiliates: 'alf' as unknown as [] }, at: 0, holdSeconds: 0 }),
  ],
  ['a NaN hold', () => spendCredits({ wallet, tool, at: 0, holdSeconds: Number.NaN })],
  ['negative runs', () => allocateByRuns({ amountGbp: WAD, runs: new Map([['a', -1]]) })],
  ['runs in an object', () => allocateByRuns({ amountGbp: WAD, runs: {} as unknown as Map<string, number> })],
])('error: InvalidInputError for %s', (_, act) => {
  expect(act).toThrow(InvalidInputError);
});

test('whatever accounts do, total subsidy stays within the budget, developers get every markup at face value, and nobody who is paid by a tool spends discounted credits on it', () => {
  const accounts = ['dana', 'alf', 'carl', 'sybil1', 'sybil2'];
  const action = fc.record({
    account: fc.constantFrom(...accounts),
    buy: fc.bigInt({ min: 1n, max: 200n * WAD }),
    markup: fc.bigInt({ min: 0n, max: 60n * WAD }),
    spend: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(action, { maxLength: 40 }),
      fc.integer({ min: 0, max: 10_000 }),
      (actions, discountBps) => {
        let current: Promotion = promotion({ ...terms, discountBps: discountBps as Bps });
        const wallets = new Map(
          accounts.map((account) => [
            account,
            { account, faceCredits: 0n as Wad, discountedCredits: 0n as Wad },
          ]),
        );
        let [paidGbp, sold, spent, markups, developer] = [0n, 0n, 0n, 0n, 0n];
        for (const { account, buy, markup, spend } of actions) {
          const own = wallets.get(account)!;
          try {
            if (spend) {
              const chosen = { ...tool, markupCredits: markup as Wad };
              const { wallet: after, payment } = spendCredits({
                wallet: own,
                tool: chosen,
                at: 0,
                holdSeconds: HOLD,
              });
              if (['dana', 'alf'].includes(account))
                expect(after.discountedCredits).toBe(own.discountedCredits);
              wallets.set(account, after);
              spent += tool.floorCredits + markup;
              markups += markup;
              developer += payment.developerCredits;
            } else {
              const result = applyPromotion(current, { account, credits: buy as Wad });
              current = result.promotion;
              paidGbp += result.purchase.paidGbp;
              sold += buy;
              wallets.set(account, { ...own, discountedCredits: (own.discountedCredits + buy) as Wad });
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
    runs(100),
  );
});
