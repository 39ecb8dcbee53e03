import { checkNumber, InvalidInputError } from '@phasegate/pricing/units';

export type OptionType = 'call' | 'put';

/**
 * What Black's formula needs. Prices share one unit (PAT per fresh unit, say); time is in years (365 days), rate and
 * volatility are per year, both as fractions: 0.2 is 20 %.
 */
export interface BlackInput {
  /** `call` pays max(S - strike, 0) at expiry, `put` pays max(strike - S, 0). */
  readonly type: OptionType;
  /** Forward price for delivery at expiry, zero or more. */
  readonly forward: number;
  /** Zero or more. */
  readonly strike: number;
  /** Years until payment, zero or more. */
  readonly timeToExpiry: number;
  /** Continuously compounded discount rate, any sign. */
  readonly rate: number;
  /** Annualised log-volatility, zero or more. */
  readonly volatility: number;
}

/** +1 for a call, -1 for a put; refuses anything else, a missing input too. */
export function signOf(input: { readonly type: OptionType }): 1 | -1 {
  const type = (input as Partial<typeof input> | null | undefined)?.type;
  if (type === 'call') return 1;
  if (type === 'put') return -1;
  throw new InvalidInputError({ path: 'type', observed: type, allowed: "'call' or 'put'" });
}

/** Everything but the volatility. */
export function checkBlackMarket(input: Omit<BlackInput, 'volatility'>): void {
  checkNumber('forward', input.forward, 0);
  checkNumber('strike', input.strike, 0);
  checkNumber('timeToExpiry', input.timeToExpiry, 0);
  checkNumber('rate', input.rate);
}

export function checkBlackInput(input: BlackInput): void {
  const { forward, strike, timeToExpiry, rate, volatility } = input;
  // One test for the usual case, small enough to be inlined; NaN and infinities fail it.
  const nonNegative = forward >= 0 && strike >= 0 && timeToExpiry >= 0 && volatility >= 0;
  if (nonNegative && Number.isFinite(forward) && Number.isFinite(strike) && Number.isFinite(timeToExpiry))
    if (Number.isFinite(volatility) && Number.isFinite(rate)) return;
  checkBlackMarket(input);
  checkNumber('volatility', volatility, 0);
}
