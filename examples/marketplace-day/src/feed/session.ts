/** One browsing session: a row of the feed. Durations are seconds, rates fractions in [0, 1]. */
export interface Session {
  /** Line of the feed it stands on, from 1. */
  readonly line: number;
  /** The row's text, which its content hash is taken of. */
  readonly text: string;
  readonly administrativePages: number;
  readonly informationalPages: number;
  readonly productPages: number;
  readonly productSeconds: number;
  readonly bounceRate: number;
  readonly exitRate: number;
  readonly pageValue: number;
  readonly specialDay: number;
  /** 0 is January. */
  readonly month: number;
  readonly provider: string;
  readonly visitor: 'returning' | 'new' | 'other';
  readonly weekend: boolean;
  /** Whether the session ended in a purchase: what a consumer learns later. Nothing is priced from it. */
  readonly revenue: boolean;
}
