import { playSpotMarket } from '@phasegate/market';
import type { Step } from './step.ts';
import { call, type YearState } from './year.ts';

/** Some of the providers take out what they have earned. */
export function* withdrawalSteps(year: YearState, at: number, share: number): Generator<Step> {
  const { spotMarket, actors, contracts, log, random } = year;
  for (const name of actors.names().filter((candidate) => candidate.startsWith('provider '))) {
    const owner = actors.address(name);
    const account = spotMarket.accountOf.get(owner.toLowerCase());
    if (
      random.uniform() >= share ||
      account === undefined ||
      spotMarket.accounts[account - 1]!.earnings === 0n
    )
      continue;
    log.withdrawnPat += playSpotMarket(spotMarket, { type: 'withdrawEarnings', at, owner }).amount;
    // Half of them know their account's number and save the look-up.
    const args = random.uniform() < 0.5 ? ([] as const) : ([BigInt(account), owner] as const);
    const data = contracts.marketplace.encode('withdrawEarnings', args);
    yield call({ kind: 'withdraw', at, from: name, data });
  }
}
