import { buy, buyBatch } from './buy.ts';
import { quoteOnChain } from './quoteOnChain.ts';
import { signPermit } from './signPermit.ts';
import type { SpotSource } from './spotSource.ts';

type Bound<TFunction> = TFunction extends (source: SpotSource, input: infer TInput) => infer TResult
  ? (input: TInput) => TResult
  : never;

/** Buying on spot, for the client's account. */
export interface Spot {
  /** {@link quoteOnChain} */
  readonly quote: Bound<typeof quoteOnChain>;
  /** {@link buy} */
  readonly buy: Bound<typeof buy>;
  /** {@link buyBatch} */
  readonly buyBatch: Bound<typeof buyBatch>;
  /** {@link signPermit} */
  readonly signPermit: Bound<typeof signPermit>;
}

/** Binds the spot functions to a client. */
export function spot(source: SpotSource): Spot {
  return {
    quote: (id) => quoteOnChain(source, id),
    buy: (order) => buy(source, order),
    buyBatch: (input) => buyBatch(source, input),
    signPermit: (input) => signPermit(source, input),
  };
}
