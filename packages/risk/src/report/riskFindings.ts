import { readableNumber, readablePat } from '@phasegate/report';
import type { RiskReport } from './riskReport.ts';

/** What a risk report finds, in words: its first paragraph. */
export function riskFindings(report: RiskReport): string {
  const { participant, pnl, alpha, method, valueAtRisk, expectedShortfall, contributions, stress, margins } =
    report;
  const level = `${Number((alpha * 100).toFixed(4))} %`;
  const largest = contributions.toSorted((a, b) => b.component - a.component)[0];
  const worst = stress.toSorted((a, b) => (a.profit < b.profit ? -1 : 1))[0];
  const margin = margins.reduce((sum, { worstCase }) => sum + worstCase, 0n);
  return [
    `In ${level} of ${readableNumber(pnl.length)} historical scenarios the book of ${participant} loses no more than ${readableNumber(valueAtRisk)} PAT; in the rest it loses ${readableNumber(expectedShortfall)} PAT on average. Every position was repriced in full in every scenario: ${method}.`,
    ...(largest === undefined || largest.component <= 0
      ? []
      : [`Most of that comes from market ${largest.market}.`]),
    ...(worst === undefined ? [] : [stressFinding(worst)]),
    ...(margins.length === 0
      ? []
      : [`Whatever its bounded contracts settle at, they can lose at most ${readablePat(margin)} PAT.`]),
  ].join(' ');
}

function stressFinding({ name, profit, shortfall }: RiskReport['stress'][number]): string {
  const result =
    profit < 0n ? `a loss of ${readablePat(0n - profit)} PAT` : `a profit of ${readablePat(profit)} PAT`;
  const covered =
    shortfall > 0n
      ? `${readablePat(shortfall)} PAT of it is not covered by collateral`
      : 'collateral covers it';
  return `The worst stress scenario, ${name}, means ${result}${profit < 0n ? `; ${covered}` : ''}.`;
}
