import type { PlainCall } from '../../governance/ownerAct.ts';

/** A transaction that a verb asks for. */
export interface Act extends PlainCall {
  readonly title: string;
  /** What it changes, in words. */
  readonly effect: string;
  /** It needs the act before it, so that it can't be simulated alone. */
  readonly follows?: true;
}

/** What a verb comes to: transactions, or an answer when there is nothing to send. */
export type Plan = { readonly acts: readonly Act[] } | { readonly answer: Readonly<Record<string, unknown>> };
