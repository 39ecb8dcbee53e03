import { InvalidInputError } from '@phasegate/pricing/units';
import { expect, test } from 'vitest';
import * as derivatives from '../index.ts';
import { black76Decimal } from '../reference/black76Decimal.ts';

/** What untyped callers may hand to a function. */
const loose = { ...derivatives, black76Decimal } as unknown as Record<string, (given: unknown) => unknown>;
const names = [
  'black76',
  'black76Price',
  'black76Prices',
  'black76Decimal',
  'black76Integer',
  'impliedVolatility',
  'digital',
  'american',
  'asianArithmetic',
  'asianGeometric',
];

test.each(names.flatMap((name) => [undefined, null, 5, {}].map((given) => [name, given] as const)))(
  'error: InvalidInputError for %s(%j)',
  (name, given) => {
    expect(() => loose[name]!(given)).toThrow(InvalidInputError);
  },
);
