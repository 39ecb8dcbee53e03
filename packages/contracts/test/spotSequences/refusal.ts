import {
  InsufficientAllowanceError,
  InsufficientBalanceError,
  InvalidCurveError,
  NoSurplusError,
  SpotRefusalError,
} from '@phasegate/pricing/refusals';
import { InvalidInputError, MarginTooHighError, type PhasegateError } from '@phasegate/pricing/units';

/** How the chain says what an error of the rules says: the custom error's name and its arguments. */
export interface Refusal {
  readonly reason: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What the chain's refusal names and an error of input does not: both know it from the action. */
export interface RefusalContext {
  readonly pat: string;
  readonly marketplace: string;
  readonly share?: { readonly leaf: number; readonly from: bigint; readonly to: bigint };
  readonly terms?: Readonly<Record<string, unknown>>;
}

/** The chain's form of an error of the rules; every fact is there, so that both sides can be compared whole. */
export function chainRefusal(error: PhasegateError, context: RefusalContext): Refusal {
  if (error instanceof SpotRefusalError) {
    const isOfToken =
      error instanceof InsufficientAllowanceError || error instanceof InsufficientBalanceError;
    const reason = `${isOfToken ? 'ERC20' : 'DataMarketplace_'}${error.name.replace(/Error$/, '')}`;
    return { reason, facts: error instanceof NoSurplusError ? { token: context.pat } : error.facts };
  }
  if (error instanceof MarginTooHighError) {
    return { reason: 'DataMarketplace_MarginTooHigh', facts: { marginBps: error.marginBps, maxBps: 5_000 } };
  }
  if (error instanceof InvalidCurveError) {
    const index = Number(/\[(\d+)\]/.exec(error.path)?.[1]);
    return { reason: 'FreshnessCurve_InvalidKnot', facts: { index, value: error.observed } };
  }
  if (error instanceof InvalidInputError) return malformed(error, context);
  throw error;
}

const TERMS = /^(segmentType|windowSeconds|confidence\w+|bandBps|dailyMoveBps|referenceAsk|settlement\w+)$/;
const ADDRESSES = /^(to|payer|provider|recipient|brokerWallet|account)$/;

function malformed(error: InvalidInputError, { marketplace, share, terms }: RefusalContext): Refusal {
  const { path, observed } = error;
  if (terms !== undefined && TERMS.test(path)) {
    return { reason: 'DataMarketplace_InvalidMarketTerms', facts: { terms } };
  }
  if (share !== undefined && path === 'share') {
    return { reason: 'DataMarketplace_InvalidShare', facts: { ...share } };
  }
  if (path === 'brokerWallet' && plain(observed) === plain(marketplace)) {
    return { reason: 'DataMarketplace_WalletIsMarketplace', facts: {} };
  }
  if (ADDRESSES.test(path) && plain(observed) === 0n) {
    return { reason: 'DataMarketplace_ZeroAddress', facts: { field: path } };
  }
  if (path === 'contentHash' && plain(observed) === 0n) {
    return { reason: 'DataMarketplace_ZeroContentHash', facts: {} };
  }
  throw error;
}

/** Values of both sides in one form: integers and hexadecimal as bigint, what is absent as 0. */
export function plain(value: unknown): unknown {
  if (value === undefined) return 0n;
  if (typeof value === 'number') return BigInt(value);
  if (typeof value === 'string' && /^0x[0-9a-f]+$/i.test(value)) return BigInt(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  }
  return value;
}
