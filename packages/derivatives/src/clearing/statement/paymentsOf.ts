import type { Wad } from '@phasegate/pricing/units';
import type { Account } from '../../lifecycle/deal/transfer.ts';

/** One payment of a settled book, through the clearing house. */
export interface Payment {
  readonly from: Account;
  readonly to: Account;
  /** Wei, above zero. */
  readonly amount: Wad;
}

/** Totals as payments: whoever lost pays whoever won, each in the order given until it is even. */
export function paymentsOf(
  accounts: readonly { readonly account: Account; readonly total: Wad }[],
): readonly Payment[] {
  const owed = accounts.map(({ account, total }) => ({ account, left: total as bigint }));
  const payments: Payment[] = [];
  for (const payer of owed.filter(({ left }) => left < 0n)) {
    for (const payee of owed) {
      if (payer.left === 0n) break;
      if (payee.left <= 0n) continue;
      const amount = payee.left < 0n - payer.left ? payee.left : 0n - payer.left;
      payments.push({ from: payer.account, to: payee.account, amount: amount as Wad });
      payer.left += amount;
      payee.left -= amount;
    }
  }
  return payments;
}
