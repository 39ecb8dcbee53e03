import { checkAmount, checkObject, checkObjects, checkText, type Wad } from '@phasegate/pricing/units';
import { allocateProRata } from './allocateProRata.ts';

/** The layers that bear a loss, in order; the amounts available in each, PAT wei. */
export interface WaterfallInput {
  readonly loss: Wad;
  readonly defaulterBond: Wad;
  readonly defaulterFundShare: Wad;
  readonly brokerCapital: Wad;
  /** Fund contributions of the members that did not default. */
  readonly mutualFund: readonly { readonly participant: string; readonly amount: Wad }[];
  /** Gains owed to others, which the last layer cuts pro rata. */
  readonly claims: readonly { readonly participant: string; readonly amount: Wad }[];
}

/** What each layer bore. `drawn` adds up, with `unallocated`, to the loss; every remainder to what was there. */
export interface WaterfallResult {
  readonly layers: readonly {
    readonly layer: 'defaulterBond' | 'defaulterFundShare' | 'brokerCapital' | 'mutualFund' | 'haircut';
    readonly available: Wad;
    readonly drawn: Wad;
    readonly remaining: Wad;
  }[];
  readonly mutualFund: readonly {
    readonly participant: string;
    readonly drawn: Wad;
    readonly remaining: Wad;
  }[];
  readonly claims: readonly {
    readonly participant: string;
    readonly haircut: Wad;
    readonly paid: Wad;
  }[];
  /** Loss that even the whole of the claims could not bear: 0 whenever the loss is owed to the claims. */
  readonly unallocated: Wad;
}

/**
 * Spreads a default loss over the layers in order: the defaulter's bond, its share of the fund, the broker's own
 * capital, the mutual fund (pro rata to contributions), and last a pro-rata haircut of the claims.
 *
 * Exact to the wei: nothing is created or lost on the way down, no layer is touched before the one above is empty,
 * no member pays more than it contributed and no claim is cut below zero. Odd wei go to the largest remainders.
 *
 * @throws {InvalidInputError} a negative or non-bigint amount, an unnamed member or claim
 * @example
 * lossWaterfall({ loss: 10n, defaulterBond: 4n, defaulterFundShare: 1n, brokerCapital: 2n,
 *   mutualFund: [{ participant: 'a', amount: 2n }, { participant: 'b', amount: 4n }], claims: [] })
 *   .mutualFund.map((m) => m.drawn) // [1n, 2n]
 *
 * Source: CPMI-IOSCO, "Principles for financial market infrastructures" (2012), key consideration 4.7.
 */
export function lossWaterfall(input: WaterfallInput): WaterfallResult {
  checkObject('input', input);
  const { defaulterBond, defaulterFundShare, brokerCapital } = input;
  for (const path of ['loss', 'defaulterBond', 'defaulterFundShare', 'brokerCapital'] as const)
    checkAmount(path, input[path]);
  for (const list of ['mutualFund', 'claims'] as const) {
    checkObjects(list, input[list]);
    input[list].forEach(({ participant, amount }, i) => {
      checkText(`${list}[${i}].participant`, participant);
      checkAmount(`${list}[${i}].amount`, amount);
    });
  }
  const fund = input.mutualFund.map(({ amount }) => amount);
  const claims = input.claims.map(({ amount }) => amount);
  let left = input.loss;
  const available: Record<WaterfallResult['layers'][number]['layer'], Wad> = {
    defaulterBond,
    defaulterFundShare,
    brokerCapital,
    mutualFund: sum(fund),
    haircut: sum(claims),
  };
  const layers = (Object.keys(available) as (keyof typeof available)[]).map((layer) => {
    const drawn = left < available[layer] ? left : available[layer];
    left = (left - drawn) as Wad;
    return { layer, available: available[layer], drawn, remaining: (available[layer] - drawn) as Wad };
  });
  const fundDraws = allocateProRata(layers[3]!.drawn, fund);
  const haircuts = allocateProRata(layers[4]!.drawn, claims);
  return {
    layers,
    mutualFund: input.mutualFund.map(({ participant, amount }, i) => ({
      participant,
      drawn: fundDraws[i]!,
      remaining: (amount - fundDraws[i]!) as Wad,
    })),
    claims: input.claims.map(({ participant, amount }, i) => ({
      participant,
      haircut: haircuts[i]!,
      paid: (amount - haircuts[i]!) as Wad,
    })),
    unallocated: left,
  };
}

function sum(amounts: readonly Wad[]): Wad {
  return amounts.reduce((a, b) => a + b, 0n) as Wad;
}
