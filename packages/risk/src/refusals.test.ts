import { PhasegateError } from '@phasegate/pricing/units';
import { type Parameter, wrongCalls } from '@phasegate/testing';
import { expect, test } from 'vitest';
import * as risk from './index.ts';

const put = { kind: 'put', strike: 10n ** 20n };

/** Documented as unchecked: inner loops call it with what is known already. */
const KERNEL: readonly Parameter[] = [];

/** What each exported function takes; a new export without a row fails. */
const calls = wrongCalls(risk, {
  announceChange: ['object'],
  binomialTail: ['object'],
  cornishFisherValueAtRisk: ['object'],
  corruptionCap: ['object'],
  defaultFund: ['object'],
  defaultProbability: ['object'],
  explainDecision: ['object'],
  explainSpread: ['object'],
  exposureNotional: ['object'],
  incrementalRisk: ['object'],
  kupiecTest: ['object'],
  liquidationPlan: ['object'],
  lossWaterfall: ['object'],
  marketLimit: ['object'],
  modelMargin: ['object'],
  monteCarloReturns: ['object'],
  normalContributions: ['object'],
  normalValueAtRisk: ['object'],
  participantLimit: ['object'],
  performanceBond: ['object'],
  riskContributions: ['object'],
  riskReport: ['object'],
  rollingBacktest: ['object'],
  scanMargin: ['object'],
  scenarioPnl: ['object'],
  signedFigures: ['object'],
  stressBook: ['object'],
  unwindBatch: ['object'],
  unwindParticipant: ['object'],
  widenSpread: ['object'],
  wilsonInterval: ['object'],
  accountMargin: ['list'],
  adverseImpactBps: ['list'],
  canonicalHash: [],
  canonicalJson: [],
  checkSeriesTerms: [{ kind: 'fixed', valid: 'terms' }, 'object'],
  christoffersenTest: [{ kind: 'list', valid: [true, false] }, 'object'],
  expectedShortfall: [{ kind: 'list', valid: [1, 2] }, 'object'],
  expirySchedule: ['list'],
  exposureTree: ['object'],
  filteredHistoricalPnl: [{ kind: 'list', valid: [1, 2, 3] }, 'options'],
  historicalValueAtRisk: [{ kind: 'list', valid: [1, 2] }, 'object'],
  liquidityTierMultiplier: ['bigint'],
  lossProfile: ['list'],
  lotRequirement: [{ kind: 'object', valid: put }, 'text'],
  marginReputationFactor: ['number'],
  meanInterval: [{ kind: 'list', valid: [1, 2] }, 'number'],
  millsRatio: KERNEL,
  normalCdf: ['number'],
  normalDraws: [{ kind: 'object', valid: { seed: 1, scenario: 0, path: 0 } }, 'number'],
  normalInverseCdf: ['number'],
  normalPdf: KERNEL,
  readiness: ['object', 'object'],
  readinessHistory: ['list', 'object'],
  rootMeanSquareInterval: [{ kind: 'list', valid: [1, 2] }, 'number'],
  sampleMoments: [{ kind: 'list', valid: [1, 2] }, 'object'],
  sensitivityMargin: [{ kind: 'list', valid: [] }, 'object'],
  seriesDelta: [{ kind: 'object', valid: put }, 'bigint'],
  seriesPayoff: [{ kind: 'object', valid: put }, 'bigint'],
  'settlementPricer.revalue': ['object', 'object'],
  simmOtherCommodity: ['number'],
  worstCaseMargin: ['list'],
});

test.each(calls.map(({ title, call }) => [title, call] as const))(
  'error: PhasegateError for %s',
  (_, call) => {
    expect(call).toThrow(PhasegateError);
  },
);
