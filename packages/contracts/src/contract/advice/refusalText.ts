import type { CustomErrorName, RefusalReason } from '../reason.ts';
import { shortened } from '../shortened.ts';
import { clearingAdvice } from './clearingAdvice.ts';
import { gateAdvice } from './gateAdvice.ts';
import { governanceAdvice } from './governanceAdvice.ts';
import { marketplaceAdvice } from './marketplaceAdvice.ts';
import { quoteAdvice } from './quoteAdvice.ts';
import { settlementAdvice } from './settlementAdvice.ts';
import { streamAdvice } from './streamAdvice.ts';
import { tokenAdvice } from './tokenAdvice.ts';
import { vaultAdvice } from './vaultAdvice.ts';

type Facts = Readonly<Record<string, unknown>>;

const ADVICE = {
  ...clearingAdvice,
  ...gateAdvice,
  ...governanceAdvice,
  ...marketplaceAdvice,
  ...quoteAdvice,
  ...settlementAdvice,
  ...streamAdvice,
  ...tokenAdvice,
  ...vaultAdvice,
} as { readonly [Name in CustomErrorName]?: (facts: Facts) => string };

/** Room for two addresses and what to do about them. */
const LONGEST = 320;

/** Solidity's codes. */
const PANICS: Readonly<Record<string, string>> = {
  '1': 'an assertion of the contract failed',
  '17': 'an amount over- or underflows',
  '18': 'a division by zero',
  '33': 'a number that its enumeration does not have',
  '50': 'an element that its list does not have',
};

/**
 * A contract's refusal in words: what it saw, what it allows and what to do, amounts in PAT, times as dates, roles and products by
 * name; the name of its error at the end. What has no words is told by its facts.
 */
export function refusalText(reason: RefusalReason, facts: Facts): string {
  if (reason === 'Error') return shortened(`the contract says: ${String(facts['message'])}`);
  if (reason === 'Panic') {
    const code = String(facts['code']);
    return `the contract broke off at ${PANICS[code] ?? `panic ${code}`}. Check the arguments`;
  }
  if (reason === 'UnknownRevert') return unknownText(String(facts['data']));
  const text = ADVICE[reason]?.(facts) ?? listed(facts);
  return `${shortened(text, LONGEST)} (${reason})`;
}

function unknownText(data: string): string {
  if (data.length < 10) {
    return 'the contract gave no reason. Check that it is the one meant, that it has this function, and the gas limit';
  }
  return `the contract gave a reason that this version does not know: ${shortened(data)}. Check that it is the one meant`;
}

function listed(facts: Facts): string {
  const shown = Object.entries(facts).map(([name, value]) => `${name} ${textOf(value)}`);
  return ['the contract refused', ...(shown.length === 0 ? [] : [shown.join(', ')])].join(': ');
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'bigint' ? inner.toString() : inner,
  ).replaceAll('"', '');
}
