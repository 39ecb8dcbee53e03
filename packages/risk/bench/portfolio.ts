import {
  expectedShortfall,
  historicalValueAtRisk,
  normalDraws,
  riskContributions,
  scenarioPnl,
} from '@phasegate/risk';
import { type Comparison, floatLoop, type Timed } from '@phasegate/testing';

const POSITIONS = 1_000;
const SCENARIOS = 10_000;

/** Value at risk and expected shortfall of a book, and who contributes what; one operation is a position in a scenario. */
export function portfolioComparisons(): readonly Comparison[] {
  const exposures = normalDraws({ seed: 1, scenario: 0, path: 0 }, POSITIONS);
  const noise = normalDraws({ seed: 1, scenario: 1, path: 0 }, 1_000_003);
  const returns = Float64Array.from(
    { length: POSITIONS * SCENARIOS },
    (_, i) => 0.02 * noise[i % noise.length]!,
  );
  const set = { exposures, returns };
  const measures: Timed = {
    name: 'VaR and ES, 1,000 positions x 10,000 scenarios',
    run: () => {
      const pnl = scenarioPnl(set);
      historicalValueAtRisk(pnl, { alpha: 0.99, method: 'exact' });
      expectedShortfall(pnl, { alpha: 0.99, method: 'exact' });
      return POSITIONS * SCENARIOS;
    },
  };
  const contributions: Timed = {
    name: 'ES contributions of the same',
    run: () => {
      riskContributions({ ...set, alpha: 0.99, measure: 'expectedShortfall', method: 'exact' });
      return POSITIONS * SCENARIOS;
    },
  };
  return [
    { subject: measures, reference: floatLoop, atMost: 0.15 },
    { subject: contributions, reference: measures, atMost: 2 },
  ];
}
