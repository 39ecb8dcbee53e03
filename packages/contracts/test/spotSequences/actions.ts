import { fc } from '@fast-check/vitest';

/**
 * Actions name what they mean relative to the state in which they run ("one wei below the ask", "the second of
 * expiry"), so that a list of them still makes sense when fast-check drops some.
 */

/** Actors by position: three providers, three consumers, broker, affiliate, owner. */
export const ACTORS = 9;
const BROKER = 6;
export const AFFILIATE = 7;
export const OWNER = 8;
/** Content hashes there are; few, so that one is listed twice now and then. */
export const CONTENTS = 60;
/** Shapes a new market may have. */
const MARKET_SHAPES = 6;

export type To = number | 'zero' | 'marketplace';
export type Id = { readonly recent: number } | 'none' | 'next';
export type MaxAsk = 'none' | 'exact' | 'oneBelow' | 'oneAbove' | 'zero';
export type Edge = -1 | 0 | 1;

export interface ListedItem {
  readonly content: number | 'zero';
  readonly provider: number | 'neither' | 'both' | { readonly shares: 'partition' | 'overlapping' };
  readonly ask: 'lowest' | 'highest' | 'tooLow' | 'tooHigh' | 'reference' | { readonly perMille: number };
  readonly age: 'now' | 'future' | 'oldest' | 'tooOld' | { readonly seconds: number };
  readonly market: number | 'none' | 'next';
  readonly confidence: 'low' | 'top' | 'high' | 'tooLow' | 'zero' | 'beyondOne';
  readonly capacity: number;
  readonly curve: number | 'next';
}

export interface PermitChoice {
  readonly value: 'ask' | 'oneBelow' | 'unlimited';
  readonly state: 'valid' | 'lastSecond' | 'replayed' | 'frontRun' | 'expired' | 'otherSigner';
}

export type Action =
  | {
      readonly kind: 'addCurve';
      readonly steps: readonly number[];
      readonly flaw: 'none' | 'start' | 'rise' | 'end';
    }
  | {
      readonly kind: 'addMarket';
      readonly shape: number;
      readonly flaw: 'none' | 'window' | 'band' | 'reference' | 'settlement';
    }
  | { readonly kind: 'list'; readonly batch: boolean; readonly items: readonly ListedItem[] }
  | { readonly kind: 'listTooMany' }
  | {
      readonly kind: 'reprice';
      readonly id: Id;
      /** Of the market's band, or of the segment's day. */
      readonly within: 'band' | 'day';
      readonly ask: ListedItem['ask'];
      readonly marginBps: number;
    }
  | {
      readonly kind: 'moveReference';
      readonly market: number | 'none' | 'next';
      readonly to: ListedItem['ask'];
    }
  | { readonly kind: 'buy'; readonly payer: number; readonly id: Id; readonly maxAsk: MaxAsk }
  | {
      readonly kind: 'buyFor';
      readonly payer: number;
      readonly recipient: number;
      readonly id: Id;
      readonly maxAsk: MaxAsk;
    }
  | {
      readonly kind: 'buyWithPermit';
      readonly payer: number;
      readonly id: Id;
      readonly maxAsk: MaxAsk;
      readonly permit: PermitChoice;
    }
  | {
      readonly kind: 'buyBatch';
      readonly payer: number;
      readonly recipient: number | 'payer';
      readonly strict: boolean;
      readonly orders: readonly { readonly id: Id; readonly maxAsk: MaxAsk }[] | 'tooMany';
    }
  | {
      readonly kind: 'deliver';
      readonly id: Id;
      readonly provider: number | 'own';
      readonly recipient: To;
    }
  | {
      readonly kind: 'consent';
      readonly recipient: number;
      readonly payer: number | 'zero';
      readonly consented: boolean;
    }
  | { readonly kind: 'margin'; readonly marginBps: number }
  | { readonly kind: 'marginBand'; readonly bandBps: number }
  | { readonly kind: 'pause'; readonly paused: boolean }
  | { readonly kind: 'wallet'; readonly to: To }
  | { readonly kind: 'withdraw'; readonly actor: number }
  | { readonly kind: 'withdrawTo'; readonly actor: number; readonly account: 'own' | number; readonly to: To }
  | {
      readonly kind: 'claim';
      readonly recent: number;
      readonly leaf: number;
      readonly flaw:
        | 'none'
        | 'otherLeaf'
        | 'noProvider'
        | 'empty'
        | 'beyondOne'
        | 'unknownContent'
        | 'anySegment';
    }
  | {
      readonly kind: 'transfer';
      readonly from: number;
      readonly to: To;
      readonly amount: 'all' | 'tooMuch' | { readonly wei: number };
    }
  | {
      readonly kind: 'approve';
      readonly owner: number;
      readonly amount: 'zero' | 'ask' | 'unlimited' | { readonly wei: number };
    }
  | { readonly kind: 'recoverSurplus'; readonly to: To }
  | {
      readonly kind: 'mark';
      readonly account: number;
      readonly as: 'broker' | 'affiliate';
      readonly on: boolean;
    }
  | { readonly kind: 'refreshIndexStanding'; readonly account: number }
  | { readonly kind: 'upgrade'; readonly to: number }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'waitForHour'; readonly edge: Edge }
  | { readonly kind: 'waitForExpiry'; readonly id: Id; readonly edge: Edge }
  | { readonly kind: 'waitForNewDay'; readonly market: number; readonly edge: Edge }
  | { readonly kind: 'waitForRing'; readonly hours: Edge };

const rarely = <T, U>(usual: fc.Arbitrary<T>, ...odd: readonly U[]): fc.Arbitrary<T | U> =>
  fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: fc.constantFrom(...odd) });

const actor = fc.nat(ACTORS - 1);
/** Consumers mostly; everybody may buy. */
const payer = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(3, 4, 5) },
  { weight: 2, arbitrary: fc.constantFrom(BROKER, AFFILIATE) },
  { weight: 1, arbitrary: fc.constantFrom(0, OWNER) },
);
/** Who may be marked as the broker's; one consumer among them. */
const related = fc.constantFrom(BROKER, AFFILIATE, 3);
const to: fc.Arbitrary<To> = rarely(actor, 'zero' as const, 'marketplace' as const);
const id: fc.Arbitrary<Id> = rarely(fc.record({ recent: fc.nat(5) }), 'none' as const, 'next' as const);
const maxAsk: fc.Arbitrary<MaxAsk> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('none' as const, 'exact' as const, 'oneAbove' as const) },
  { weight: 1, arbitrary: fc.constantFrom('oneBelow' as const, 'zero' as const) },
);
const market = rarely(fc.nat(7), 'none' as const, 'next' as const);
const marginBps = fc.oneof(fc.constantFrom(3_000, 0, 99, 100, 5_000, 5_001, 10_001, 65_535), fc.nat(5_000));
const ask: fc.Arbitrary<ListedItem['ask']> = rarely(
  fc.oneof(
    fc.constantFrom('reference' as const, 'lowest' as const, 'highest' as const),
    fc.record({ perMille: fc.nat(1_000) }),
  ),
  'tooLow' as const,
  'tooHigh' as const,
);
const edge: fc.Arbitrary<Edge> = fc.constantFrom(0, -1, 1);
const order = fc.record({ id, maxAsk });
const item: fc.Arbitrary<ListedItem> = fc.record({
  content: fc.oneof(
    { weight: 30, arbitrary: fc.nat(CONTENTS - 1) },
    { weight: 1, arbitrary: fc.constant('zero' as const) },
  ),
  provider: rarely(
    fc.oneof(
      { weight: 2, arbitrary: fc.nat(2) },
      {
        weight: 1,
        arbitrary: fc.record({ shares: fc.constantFrom('partition' as const, 'overlapping' as const) }),
      },
    ),
    'neither' as const,
    'both' as const,
  ),
  ask,
  age: rarely(
    fc.oneof(fc.constantFrom('now' as const, 'oldest' as const), fc.record({ seconds: fc.nat(20_000) })),
    'future' as const,
    'tooOld' as const,
  ),
  market: fc.oneof(
    { weight: 30, arbitrary: fc.nat(7) },
    { weight: 1, arbitrary: fc.constantFrom('none' as const, 'next' as const) },
  ),
  confidence: rarely(
    fc.constantFrom('low' as const, 'top' as const),
    'high' as const,
    'tooLow' as const,
    'zero' as const,
    'beyondOne' as const,
  ),
  capacity: fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(1, 2, 3, 2 ** 24 - 1) },
    { weight: 1, arbitrary: fc.constant(0) },
  ),
  curve: fc.oneof(
    { weight: 30, arbitrary: fc.nat(7) },
    { weight: 1, arbitrary: fc.constant('next' as const) },
  ),
});

const weighted: readonly { weight: number; arbitrary: fc.Arbitrary<Action> }[] = [
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('buy'), payer, id, maxAsk }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('buyFor'), payer, recipient: payer, id, maxAsk }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('buyWithPermit'),
      payer,
      id,
      maxAsk,
      permit: fc.record({
        value: fc.constantFrom('ask', 'oneBelow', 'unlimited'),
        state: fc.constantFrom('valid', 'lastSecond', 'replayed', 'frontRun', 'expired', 'otherSigner'),
      }),
    }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      kind: fc.constant('buyBatch'),
      payer,
      recipient: fc.oneof(
        { weight: 2, arbitrary: fc.constant('payer' as const) },
        { weight: 1, arbitrary: payer },
      ),
      strict: fc.boolean(),
      orders: fc.oneof(
        { weight: 12, arbitrary: fc.array(order, { maxLength: 8 }) },
        { weight: 8, arbitrary: fc.array(order, { minLength: 1, maxLength: 2 }) },
        { weight: 1, arbitrary: fc.constant('tooMany' as const) },
      ),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('deliver'),
      id,
      provider: fc.oneof(
        { weight: 4, arbitrary: fc.constant('own' as const) },
        { weight: 1, arbitrary: fc.nat(2) },
      ),
      recipient: rarely(payer, 'zero' as const, 'marketplace' as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('list'), batch: fc.constant(false), items: fc.tuple(item) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('list'),
      batch: fc.constant(true),
      items: fc.array(item, { maxLength: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'listTooMany' }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('reprice'),
      id: rarely(fc.record({ recent: fc.nat(2) }), 'none' as const, 'next' as const),
      within: fc.constantFrom('band' as const, 'day' as const, 'day' as const),
      ask,
      marginBps: fc.oneof({ weight: 2, arbitrary: fc.constant(3_000) }, { weight: 1, arbitrary: marginBps }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('moveReference'), market, to: ask }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('addCurve'),
      steps: fc.array(fc.nat(4_369), { minLength: 15, maxLength: 15 }),
      flaw: rarely(fc.constant('none' as const), 'start' as const, 'rise' as const, 'end' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('addMarket'),
      shape: fc.nat(MARKET_SHAPES - 1),
      flaw: rarely(
        fc.constant('none' as const),
        'window' as const,
        'band' as const,
        'reference' as const,
        'settlement' as const,
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('consent'),
      recipient: payer,
      payer: rarely(payer, 'zero' as const),
      consented: fc.oneof(
        { weight: 3, arbitrary: fc.constant(true) },
        { weight: 1, arbitrary: fc.constant(false) },
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('margin'), marginBps }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('marginBand'), bandBps: fc.constantFrom(0, 500, 5_000, 5_001) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('pause'),
      paused: fc.oneof(
        { weight: 3, arbitrary: fc.constant(false) },
        { weight: 1, arbitrary: fc.constant(true) },
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wallet'),
      to: fc.oneof(
        { weight: 3, arbitrary: actor },
        { weight: 1, arbitrary: fc.constantFrom('zero' as const, 'marketplace' as const) },
      ),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('withdraw'), actor: rarely(fc.nat(2), 4) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('withdrawTo'),
      actor: rarely(fc.nat(2), 5),
      account: fc.oneof(
        { weight: 3, arbitrary: fc.constant('own' as const) },
        { weight: 1, arbitrary: fc.nat(6) },
      ),
      to,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('claim'),
      recent: fc.nat(2),
      leaf: fc.nat(3),
      flaw: fc.oneof(
        { weight: 3, arbitrary: fc.constant('none' as const) },
        {
          weight: 1,
          arbitrary: fc.constantFrom(
            'otherLeaf' as const,
            'noProvider' as const,
            'empty' as const,
            'beyondOne' as const,
            'unknownContent' as const,
            'anySegment' as const,
          ),
        },
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('transfer'),
      from: actor,
      to: fc.oneof<[fc.Arbitrary<To>, fc.Arbitrary<To>]>(actor, fc.constant('marketplace')),
      amount: fc.oneof(
        fc.record({ wei: fc.nat(1_000) }),
        fc.constantFrom('all' as const, 'tooMuch' as const),
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('approve'),
      owner: payer,
      amount: fc.oneof(
        fc.constantFrom('unlimited' as const, 'ask' as const, 'zero' as const),
        fc.record({ wei: fc.nat(1_000_000) }),
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('recoverSurplus'), to }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('mark'),
      account: related,
      as: fc.constantFrom('broker', 'affiliate'),
      on: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('refreshIndexStanding'), account: related }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('upgrade'), to: fc.nat(2) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('wait'),
      seconds: fc.oneof(fc.constantFrom(0, 1), fc.nat(90_000)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('waitForHour'), edge }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('waitForExpiry'), id, edge }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('waitForNewDay'), market: fc.nat(7), edge }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('waitForRing'), hours: edge }) },
];

/** Any action, purchases and listings most often. */
export const anyAction: fc.Arbitrary<Action> = fc.oneof(...weighted);
