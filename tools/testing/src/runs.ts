/**
 * How often a property runs: `count` times the environment's `PHASEGATE_RUNS` (1 unless set, large at night), at least once.
 *
 * @example runs(100) // 100
 */
export function runs(count: number): number {
  return Math.max(1, Math.round(count * Number(process.env['PHASEGATE_RUNS'] ?? 1)));
}
