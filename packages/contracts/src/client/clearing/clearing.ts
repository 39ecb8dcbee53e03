import { balanceOf, deposit, setMatcher, withdraw } from './accounts.ts';
import { cancelQuotes } from './cancelQuotes.ts';
import { checkQuote } from './checkQuote.ts';
import type { ClearingSource } from './clearingSource.ts';
import { fillQuote } from './fillQuote.ts';
import { settleAndWithdraw } from './settleAndWithdraw.ts';
import { quoteHash, signQuote } from './signQuote.ts';

type Bound<TFunction> = TFunction extends (source: ClearingSource, ...input: infer TInput) => infer TResult
  ? (...input: TInput) => TResult
  : never;

/** Clearing and signed quotes, for the client's account. */
export interface Clearing {
  /** {@link balanceOf} */
  readonly balanceOf: Bound<typeof balanceOf>;
  /** {@link deposit} */
  readonly deposit: Bound<typeof deposit>;
  /** {@link withdraw} */
  readonly withdraw: Bound<typeof withdraw>;
  /** {@link setMatcher} */
  readonly setMatcher: Bound<typeof setMatcher>;
  /** {@link settleAndWithdraw} */
  readonly settleAndWithdraw: Bound<typeof settleAndWithdraw>;
  /** {@link signQuote} */
  readonly signQuote: Bound<typeof signQuote>;
  /** {@link quoteHash} */
  readonly quoteHash: Bound<typeof quoteHash>;
  /** {@link checkQuote} */
  readonly checkQuote: Bound<typeof checkQuote>;
  /** {@link fillQuote} */
  readonly fillQuote: Bound<typeof fillQuote>;
  /** {@link cancelQuotes} */
  readonly cancelQuotes: Bound<typeof cancelQuotes>;
}

/** Binds the functions of clearing and quotes to a client. */
export function clearing(source: ClearingSource): Clearing {
  return {
    balanceOf: (address) => balanceOf(source, address),
    deposit: (input) => deposit(source, input),
    withdraw: (input) => withdraw(source, input),
    setMatcher: (input) => setMatcher(source, input),
    settleAndWithdraw: (input) => settleAndWithdraw(source, input),
    signQuote: (quote) => signQuote(source, quote),
    quoteHash: (quote) => quoteHash(source, quote),
    checkQuote: (input) => checkQuote(source, input),
    fillQuote: (input) => fillQuote(source, input),
    cancelQuotes: (input) => cancelQuotes(source, input),
  };
}
