/** Runs of a property: `PHASEGATE_RUNS` multiplies them (1 by default, large nightly). */
export function runs(count: number): { numRuns: number } {
  return { numRuns: Math.max(1, Math.round(count * Number(process.env['PHASEGATE_RUNS'] ?? 1))) };
}
