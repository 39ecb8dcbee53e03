import { InvalidOptionInputError } from './errors.ts';

export type OptionType = 'call' | 'put';

/**
 * What Black's formula needs. Prices share one unit (PAT per fresh unit, say); time is in years (365 days), rate and
 * volatility are per year, both as fractions: 0.2 is 20 %.
 */
export interface BlackInput {
  /** `call` pays max(S - strike, 0) at expiry, `put` pays max(strike - S, 0). */
  type: OptionType;
  /** Forward price for delivery at expiry, zero or more. */
  forward: number;
  /** Zero or more. */
  strike: number;
  /** Years until payment, zero or more. */
  timeToExpiry: number;
  /** Continuously compounded discount rate, any sign. */
  rate: number;
  /** Annualised log-volatility, zero or more. */
  volatility: number;
}

/** +1 for a call, -1 for a put; refuses anything else, a missing input too. */
export function signOf(input: { readonly type: OptionType }): 1 | -1 {
  const type = (input as Partial<typeof input> | null | undefined)?.type;
  if (type === 'call') return 1;
  if (type === 'put') return -1;
  throw new InvalidOptionInputError({ path: 'type', observed: type, allowed: "'call' or 'put'" });
}

/** Refuses what is not a finite number of zero or more. */
export function requireNonNegative(path: string, value: number): void {
  if (typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY) return;
  throw new InvalidOptionInputError({ path, observed: value, allowed: 'a finite number of zero or more' });
}

/** Refuses what is not a finite number. */
export function requireFinite(path: string, value: number): void {
  if (typeof value === 'number' && value - value === 0) return;
  throw new InvalidOptionInputError({ path, observed: value, allowed: 'a finite number' });
}

/** Refuses what is not a finite number above zero. */
export function requirePositive(path: string, value: number): void {
  if (typeof value === 'number' && value > 0 && value < Number.POSITIVE_INFINITY) return;
  throw new InvalidOptionInputError({ path, observed: value, allowed: 'a finite number above zero' });
}

/** Everything but the volatility. */
export function requireMarket(input: Omit<BlackInput, 'volatility'>): void {
  requireNonNegative('forward', input.forward);
  requireNonNegative('strike', input.strike);
  requireNonNegative('timeToExpiry', input.timeToExpiry);
  requireFinite('rate', input.rate);
}

export function requireBlackInput(input: BlackInput): void {
  requireMarket(input);
  requireNonNegative('volatility', input.volatility);
}
