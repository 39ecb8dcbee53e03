import { checkAmount, checkObject, checkSignedAmount, InvalidInputError } from '@phasegate/pricing/units';

/**
 * One bounded cash-settled position of a series.
 *
 * `quantity` is in integer lots, above zero long, below zero short. `strike`, `cap`, `floor` and `price` are wei per
 * lot, zero or more. Payoffs at settlement price `S` (wei per lot), per lot and without any division:
 * a call pays `min(max(S - strike, 0), cap - strike)`, a put `max(strike - S, 0)`,
 * a collar (the cash-settled synthetic) `min(max(S, floor), cap) - price`.
 */
export type SeriesLeg =
  | { kind: 'call'; strike: bigint; cap: bigint; quantity: bigint }
  | { kind: 'put'; strike: bigint; quantity: bigint }
  | { kind: 'collar'; price: bigint; floor: bigint; cap: bigint; quantity: bigint };

/** The upper end of a leg's payoff lies below its lower end. */
export class CapBelowStrikeError extends InvalidInputError {
  readonly cap: bigint;
  readonly lower: bigint;

  constructor(path: string, cap: bigint, lower: bigint) {
    super({
      path: `${path}.cap`,
      observed: cap,
      allowed: `at least the strike or floor, ${lower}`,
      remedy: 'Raise the cap, or lower the strike or floor.',
    });
    this.cap = cap;
    this.lower = lower;
  }
}

/** Throws unless the leg is well formed: bigints everywhere, prices of zero or more, cap not below strike or floor. */
export function requireLeg(list: string, index: number, leg: SeriesLeg): void {
  // The usual case first, without building the texts that only an error needs.
  if (!isWellFormed(leg)) explainLeg(`${list}[${index}]`, leg);
}

function isWellFormed(leg: SeriesLeg): boolean {
  if (typeof leg !== 'object' || leg === null || typeof leg.quantity !== 'bigint') return false;
  if (leg.kind === 'put') return isPrice(leg.strike);
  if (leg.kind === 'call') return isPrice(leg.strike) && isPrice(leg.cap) && leg.cap >= leg.strike;
  if (leg.kind !== 'collar') return false;
  return isPrice(leg.price) && isPrice(leg.floor) && isPrice(leg.cap) && leg.cap >= leg.floor;
}

function isPrice(value: unknown): boolean {
  return typeof value === 'bigint' && value >= 0n;
}

function explainLeg(path: string, leg: SeriesLeg): void {
  checkObject(path, leg);
  checkSignedAmount(`${path}.quantity`, leg.quantity);
  switch (leg.kind) {
    case 'put':
      checkAmount(`${path}.strike`, leg.strike);
      return;
    case 'call':
      checkAmount(`${path}.strike`, leg.strike);
      checkAmount(`${path}.cap`, leg.cap);
      if (leg.cap < leg.strike) throw new CapBelowStrikeError(path, leg.cap, leg.strike);
      return;
    case 'collar':
      checkAmount(`${path}.price`, leg.price);
      checkAmount(`${path}.floor`, leg.floor);
      checkAmount(`${path}.cap`, leg.cap);
      if (leg.cap < leg.floor) throw new CapBelowStrikeError(path, leg.cap, leg.floor);
      return;
    default:
      throw new InvalidInputError({
        path: `${path}.kind`,
        observed: (leg as { kind: unknown }).kind,
        allowed: 'call, put or collar',
      });
  }
}
