import { expectTypeOf, test } from 'vitest';
import type {
  AccessCell,
  CallOption,
  CollaredSynthetic,
  PutOption,
  reduceForward,
  reduceStreamingForward,
  reduceSupplyAssurance,
  Transfer,
} from '../index.ts';
import { defaultAccessMatrix, isAllowed } from '../index.ts';

/** The legs as services and notebooks name them. */
type SeriesLeg =
  | { kind: 'call'; strike: bigint; cap: bigint; quantity: bigint }
  | { kind: 'put'; strike: bigint; quantity: bigint }
  | { kind: 'collar'; price: bigint; floor: bigint; cap: bigint; quantity: bigint };

test('a series with a quantity is a leg of the margin computation', () => {
  expectTypeOf<CallOption & { quantity: bigint }>().toExtend<SeriesLeg>();
  expectTypeOf<PutOption & { quantity: bigint }>().toExtend<SeriesLeg>();
  expectTypeOf<CollaredSynthetic & { quantity: bigint }>().toExtend<SeriesLeg>();
});

test('the access matrix is a word and a question', () => {
  expectTypeOf(defaultAccessMatrix).toEqualTypeOf<bigint>();
  expectTypeOf(isAllowed).parameter(0).toExtend<AccessCell>();
  expectTypeOf(isAllowed).toBeCallableWith({
    matrix: 0n,
    phase: 1,
    participantClass: 'retail',
    product: 'spot',
    action: 'open',
  });
  expectTypeOf(isAllowed).returns.toEqualTypeOf<boolean>();
});

test('every reducer takes a state and an event and gives the next state and its transfers', () => {
  type Shape<F extends (state: never, event: never) => unknown> =
    ReturnType<F> extends {
      readonly state: Parameters<F>[0];
      readonly transfers: readonly Transfer[];
    }
      ? 'reducer'
      : 'other';
  expectTypeOf<Shape<typeof reduceForward>>().toEqualTypeOf<'reducer'>();
  expectTypeOf<Shape<typeof reduceSupplyAssurance>>().toEqualTypeOf<'reducer'>();
  expectTypeOf<Shape<typeof reduceStreamingForward>>().toEqualTypeOf<'reducer'>();
});
