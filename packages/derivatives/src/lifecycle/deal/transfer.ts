import { checkObjects, type Wad } from '@phasegate/pricing/units';

/**
 * Who money moves between: the parties of a deal by role, the broker's wallet, and the escrow, which is what the
 * contract holds. A series names its participants freely; `escrow` is reserved.
 */
export type Account = string;

/** One movement of `amount` wei, above zero. */
export interface Transfer {
  readonly from: Account;
  readonly to: Account;
  readonly amount: Wad;
}

/** What a reducer returns: the next state and the money that moved on the way. */
export interface Step<State> {
  readonly state: State;
  readonly transfers: readonly Transfer[];
}

/** Transfers without the empty ones, in order. */
export function transfersOf(
  ...moves: readonly (readonly [from: Account, to: Account, amount: bigint])[]
): Transfer[] {
  return moves
    .filter(([, , amount]) => amount !== 0n)
    .map(([from, to, amount]) => ({ from, to, amount: amount as Wad }));
}

/**
 * Net change of every account named in the transfers, in wei; the changes sum to zero.
 *
 * @example netFlows([{ from: 'buyer', to: 'escrow', amount: 5n as Wad }]) // Map(2) { 'buyer' => -5n, 'escrow' => 5n }
 */
export function netFlows(transfers: readonly Transfer[]): ReadonlyMap<Account, Wad> {
  checkObjects('transfers', transfers);
  const flows = new Map<Account, Wad>();
  for (const { from, to, amount } of transfers) {
    flows.set(from, ((flows.get(from) ?? 0n) - amount) as Wad);
    flows.set(to, ((flows.get(to) ?? 0n) + amount) as Wad);
  }
  return flows;
}
