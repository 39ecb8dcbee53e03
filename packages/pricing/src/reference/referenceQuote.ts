import type { ReferenceDecimal } from './decimal.ts';

/**
 * `quoteSegment`'s four amounts without any of its roundings: price `P = base f D S`, fresh ask `base D S (1 + s)`,
 * ask `P (1 + s)`, bid `ask (1 - m)`, with `1 + s = 20000 / (20000 - marginBps)`. The inputs are not checked.
 *
 * @returns reference numbers in the unit of `baseValue`; relative error below 1e-38.
 */
export function referenceQuote(input: {
  readonly baseValue: ReferenceDecimal;
  readonly freshness: ReferenceDecimal;
  readonly demand: ReferenceDecimal;
  readonly scarcity: ReferenceDecimal;
  readonly marginBps: number;
}): Readonly<Record<'price' | 'freshAsk' | 'ask' | 'bid', ReferenceDecimal>> {
  const freshPrice = input.baseValue.times(input.demand).times(input.scarcity);
  const freshAsk = freshPrice.times(20_000).div(20_000 - input.marginBps);
  const ask = freshAsk.times(input.freshness);
  return {
    price: freshPrice.times(input.freshness),
    freshAsk,
    ask,
    bid: ask.times(10_000 - input.marginBps).div(10_000),
  };
}
