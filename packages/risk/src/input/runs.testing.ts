/** How often a property runs: `base` times the multiplier PHASEGATE_RUNS (1 unless set). For tests only. */
export function runs(base: number): number {
  return Math.max(1, Math.round(base * Number(process.env['PHASEGATE_RUNS'] ?? '1')));
}
