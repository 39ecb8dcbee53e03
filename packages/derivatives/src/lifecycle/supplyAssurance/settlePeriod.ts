import { BPS, mulDivDown, mulDivUp, type Quantity, type Wad } from '@phasegate/pricing/units';
import { compensation } from '../deal/compensation.ts';
import { type Step, transfersOf } from '../deal/transfer.ts';
import type { SupplyState, SupplyStatus } from './supplyState.ts';

const NOTHING = 0n as Wad;
const EMPTY = { payment: NOTHING, retainers: NOTHING, buyerBond: NOTHING, providerBond: NOTHING } as const;

/** What declined units cost: `ceil(units * price * takeOrPay)` wei, up because the provider stood ready. */
function takeOrPay(state: SupplyState, units: Quantity): Wad {
  return mulDivUp((units * state.terms.pricePerUnit) as Wad, BigInt(state.terms.takeOrPayBps), BigInt(BPS));
}

/**
 * Settles the current period and moves to the next one.
 *
 * Units neither delivered nor declined are short: their price goes back, `compensation` of the bond goes to the buyer,
 * and the provider earns `floor(retainer * (due - short) / due)`. Declined units roll over to the next period up to
 * `maximumRollover`, not beyond the last period; the others cost the buyer the take-or-pay share.
 */
export function settlePeriod(state: SupplyState): Step<SupplyState> {
  const { terms } = state;
  const short = state.due - state.delivered - state.declined;
  const isLast = state.period === terms.periods - 1;
  const rollable = isLast ? 0n : terms.maximumRollover;
  const rolled = state.declined < rollable ? state.declined : rollable;
  const refused = state.declined - rolled;
  const paid = takeOrPay(state, refused);
  const retainer = mulDivDown(terms.retainer, state.due - short, state.due);
  const owed = compensation({
    bond: terms.providerBond,
    from: state.unfilled,
    to: state.unfilled + short,
    ordered: BigInt(terms.periods) * terms.unitsPerPeriod,
  });
  const price = (short + refused) * terms.pricePerUnit;
  const next: SupplyState = {
    ...state,
    period: state.period + 1,
    due: terms.unitsPerPeriod + rolled,
    delivered: 0n,
    declined: 0n,
    unfilled: state.unfilled + short,
    lastShortfall: short,
    payment: (state.payment - price) as Wad,
    retainers: (state.retainers - terms.retainer) as Wad,
    providerBond: (state.providerBond - owed) as Wad,
  };
  const transfers = transfersOf(
    ['escrow', 'provider', paid + retainer],
    ['escrow', 'buyer', price - paid + (terms.retainer - retainer) + owed],
  );
  if (!isLast) return { state: next, transfers };
  const end = endSupply(next, 'completed');
  return { state: end.state, transfers: [...transfers, ...end.transfers] };
}

/**
 * Ends the deal between two periods. The units rolled into a period that never came count as declined. In
 * `buyerDefault` the buyer's bond goes to the provider, otherwise each side gets its own back.
 */
export function endSupply(state: SupplyState, status: SupplyStatus): Step<SupplyState> {
  const { terms } = state;
  const betweenPeriods = status === 'buyerDefault' || status === 'ended';
  const paid = betweenPeriods ? takeOrPay(state, state.due - terms.unitsPerPeriod) : 0n;
  const toProvider = status === 'buyerDefault' ? state.buyerBond : 0n;
  return {
    state: { ...state, ...EMPTY, status },
    transfers: transfersOf(
      ['escrow', 'provider', paid + state.providerBond + toProvider],
      ['escrow', 'buyer', state.payment - paid + state.retainers + state.buyerBond - toProvider],
    ),
  };
}
