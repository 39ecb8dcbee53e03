import type { Session } from './session.ts';

/** What of a session the score looks at. */
export type Behaviour = Pick<
  Session,
  | 'administrativePages'
  | 'informationalPages'
  | 'productPages'
  | 'exitRate'
  | 'pageValue'
  | 'specialDay'
  | 'visitor'
>;

/**
 * A segment's confidence in basis points: the probability that the session's owner intends to buy, from behaviour only.
 *
 * A logistic score with coefficients set by hand from what each column means: page value (how often such pages led to
 * a purchase elsewhere) counts most, leaving pages counts against, many product pages and closeness to a holiday a
 * little. They were not fitted to `Revenue`, which stays unseen; the report measures how well they did against it.
 *
 * @returns 1 to 9,999.
 */
export function confidenceOf(session: Behaviour): number {
  const score =
    -2.1 +
    1.05 * Math.log1p(session.pageValue) -
    14 * session.exitRate +
    0.22 * Math.log1p(session.productPages) +
    0.1 * Math.log1p(session.administrativePages + session.informationalPages) -
    0.4 * session.specialDay +
    (session.visitor === 'new' ? 0.25 : 0);
  return Math.min(9_999, Math.max(1, Math.round(10_000 / (1 + Math.exp(-score)))));
}
