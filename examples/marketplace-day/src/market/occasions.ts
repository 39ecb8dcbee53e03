import { playSpotMarket } from '@phasegate/market';
import { WAD, type Wad } from '@phasegate/pricing/units';
import { readablePat } from '@phasegate/report';
import { OWNER_DELAY, ownerErrand } from './ownerTimelock.ts';
import type { Step, TransactionStep } from './step.ts';
import { withdrawalSteps } from './withdrawals.ts';
import { call, type YearState } from './year.ts';

const OWNER_DAYS = OWNER_DELAY / 86_400;

/** What the owner and the pricer do on a day of the schedule. */
export function* occasionSteps(year: YearState, now: number, day: number): Generator<Step> {
  const { spotMarket, contracts, parameters, log } = year;
  const { marketplace, phaseGate } = contracts;
  const { schedule } = parameters;
  const owner = (data: string, to: TransactionStep['to'] = 'marketplace'): TransactionStep =>
    call({ kind: 'owner', at: now, from: 'owner', to, data });
  const note = (text: string): void => void log.occurrences.push({ at: now, text });

  if (day % 7 === 0) yield* followIndex(year, now);
  if (day === schedule.raiseMargin) {
    note(`broker margin, risk apart, ${year.desk.baseMarginBps} -> ${parameters.raisedMarginBps} bps`);
    year.desk.baseMarginBps = parameters.raisedMarginBps;
  }
  if (day === schedule.pause) {
    note('paused: a purchase is refused, a withdrawal goes through; resumed');
    playSpotMarket(spotMarket, { type: 'setPaused', at: now, paused: true });
    yield owner(marketplace.encode('setPaused', [true]));
    const from = year.consumers[1]!.name;
    const data = marketplace.encode('buySegment', [BigInt(spotMarket.segments.length)]);
    yield call({ kind: 'buy', at: now, from, data, refusal: 'DataMarketplace_Paused' });
    yield* withdrawalSteps(year, now, 0.05);
    playSpotMarket(spotMarket, { type: 'setPaused', at: now, paused: false });
    yield owner(marketplace.encode('setPaused', [false]));
  }
  if (day === schedule.upgrade) {
    note(`upgraded while it owed providers ${readablePat(spotMarket.liabilities)} PAT`);
    yield { kind: 'upgrade', at: now };
  }
  if (day === OWNER_DAYS + 1) {
    note('the phase gate now belongs to a timelock of 7 days');
    yield ownerErrand(year, 'acceptOwnership', now).execute;
  }
  if (day === schedule.phase2 - OWNER_DAYS) {
    note('phase 2 announced at the timelock; the company itself and an early execution are refused');
    const { schedule: announce, execute } = ownerErrand(year, 'advancePhase', now);
    yield announce;
    yield { ...execute, refusal: 'TimelockUnexpectedOperationState' };
    const direct = owner(phaseGate.encode('advancePhase', []), 'phaseGate');
    yield { ...direct, refusal: 'OwnableUnauthorizedAccount' };
  }
  if (day === schedule.phase2) {
    note('phase 2 opened by the timelock; phase 3 is refused for want of evidence');
    yield ownerErrand(year, 'advancePhase', now).execute;
    const ready = owner(phaseGate.encode('checkReadiness', []), 'phaseGate');
    yield { ...ready, refusal: 'PhaseGate_EvidenceRequired' };
  }
}

/** Lets each market's reference ask follow demand and scarcity, within what a day allows. */
function* followIndex(year: YearState, now: number): Generator<Step> {
  const { spotMarket, pricers, contracts } = year;
  for (const [i, pricer] of pricers.entries()) {
    const { demand, scarcity } = pricer.factors({ now, others: pricers.filter((other) => other !== pricer) });
    const { referenceAsk } = spotMarket.markets[i]!;
    const rising = demand * scarcity > WAD * WAD;
    // A tenth of a percent a week, in the direction of the factors.
    const target = (referenceAsk + ((rising ? 1n : -1n) * referenceAsk) / 1_000n) as Wad;
    playSpotMarket(spotMarket, { type: 'setReferenceAsk', at: now, market: i + 1, referenceAsk: target });
    const data = contracts.marketplace.encode('setReferenceAsk', [BigInt(i + 1), target]);
    yield call({ kind: 'reference', at: now, from: 'pricer', data });
  }
}
