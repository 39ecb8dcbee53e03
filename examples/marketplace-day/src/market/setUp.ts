import { playSpotMarket, UNLIMITED } from '@phasegate/market';
import { encodeBytes32String } from 'ethers';
import { ownerErrand } from './ownerTimelock.ts';
import type { Step, TransactionStep } from './step.ts';
import { call, type YearState } from './year.ts';

/** Roles, curves, markets; and the consumers with their budgets, approvals, consents and standings. */
export function* setUp(year: YearState, tables: readonly bigint[], at: number): Generator<Step> {
  const { spotMarket, actors, contracts, parameters, consumers } = year;
  const { marketplace, pat, phaseGate } = contracts;
  const owner = (data: string, to: TransactionStep['to'] = 'marketplace'): TransactionStep =>
    call({ kind: 'setup', at, from: 'owner', to, data });

  yield owner(marketplace.encode('setRole', [0, actors.address('lister'), true]));
  yield owner(marketplace.encode('setRole', [1, actors.address('pricer'), true]));
  for (const table of tables) {
    playSpotMarket(spotMarket, { type: 'addCurve', at, table });
    yield call({ kind: 'setup', at, from: 'pricer', data: marketplace.encode('addCurve', [table]) });
  }
  for (const { terms } of parameters.markets) {
    playSpotMarket(spotMarket, { type: 'addMarket', at, terms });
    yield owner(
      marketplace.encode('addMarket', [
        {
          segmentType: encodeBytes32String(terms.segmentType),
          window: terms.windowSeconds,
          confidenceLowBps: terms.confidenceLowBps,
          confidenceHighBps: terms.confidenceHighBps,
          referenceAsk: terms.referenceAsk,
          bandBps: terms.bandBps,
          dailyMoveBps: terms.dailyMoveBps,
          settlementPeriodHours: terms.settlementPeriodHours ?? 0,
          settlementWindowHours: terms.settlementWindowHours ?? 0,
          settlementOffsetHours: terms.settlementOffsetHours ?? 0,
        },
      ]),
    );
  }
  for (const consumer of consumers) {
    const address = actors.address(consumer.name);
    const amount = consumer.budget;
    playSpotMarket(spotMarket, {
      type: 'transferPat',
      at,
      from: actors.address('owner'),
      to: address,
      amount,
    });
    yield owner(pat.encode('transfer', [address, amount]), 'pat');
    if (!consumer.permits) {
      playSpotMarket(spotMarket, { type: 'approvePat', at, owner: address, amount: UNLIMITED });
      const data = pat.encode('approve', [marketplace.address, UNLIMITED]);
      yield call({ kind: 'setup', at, from: consumer.name, to: 'pat', data });
    }
    if (consumer.recipient !== consumer.name) {
      const recipient = actors.address(consumer.recipient);
      playSpotMarket(spotMarket, {
        type: 'setPurchaseConsent',
        at,
        recipient,
        payer: address,
        consented: true,
      });
      const data = marketplace.encode('setPurchaseConsent', [address, true]);
      yield call({ kind: 'setup', at, from: consumer.recipient, data });
    }
    if (consumer.affiliate) {
      playSpotMarket(spotMarket, {
        type: 'refreshIndexStanding',
        at,
        account: address,
        countsForIndex: false,
      });
      yield owner(phaseGate.encode('setAffiliate', [address, true]), 'phaseGate');
    }
  }
  // From here on the gate's owner is a timelock, which accepts when its own delay is over.
  yield owner(phaseGate.encode('transferOwnership', [year.contracts.ownerTimelock.address]), 'phaseGate');
  yield ownerErrand(year, 'acceptOwnership', at).schedule;
}
