import { checkObject, checkObjects } from '../units/checks.ts';
import { formatWad } from '../units/formatWad.ts';
import type { PriceExplanation } from './explainQuote.ts';

/**
 * An explanation as text, one line a factor: name, value, log contribution with its sign, and the clamp that bound.
 *
 * @example
 * const quote = quoteSegment({
 *   baseValue: parseWad('70'), curve: freshnessCurve({ family: 'linear' }), issuedAt: 0, windowSeconds: 604_800,
 *   demand: WAD, scarcity: WAD, marginBps: 3000 as Bps, now: 60_480, quoteLifetimeSeconds: 60,
 * });
 * explanationText(explainQuote(quote)).split('\n')[1] // 'freshness    0.910002288853284505  -0.0943'
 */
export function explanationText(explanation: PriceExplanation): string {
  checkObject('explanation', explanation);
  checkObjects('explanation.factors', explanation.factors);
  const rows = explanation.factors.map(({ name, value, log, bound, unclamped }) => [
    name,
    formatWad(value),
    signed(log),
    bound === undefined ? '' : `clamped at ${bound}, unclamped ${formatWad(unclamped!)}`,
  ]);
  rows.push(
    ['price', '', signed(explanation.logPrice), ''],
    ['half-spread', '', signed(explanation.logHalfSpread), ''],
  );
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function signed(log: number): string {
  return `${log < 0 ? '' : '+'}${log.toFixed(4)}`;
}
