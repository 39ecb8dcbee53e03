import type { Timing } from '../run.ts';

/** Where the time of a run goes, part by part; repeated parts add up. */
export interface Stopwatch extends Timing {
  /** Seconds of each part, in the order in which they first ran, and of the process. */
  report(): string;
}

/** Starts with what the process took to load. */
export function stopwatch(): Stopwatch {
  const parts = new Map([['starting', performance.now()]]);
  return {
    async time(part, work) {
      const started = performance.now();
      try {
        return await work();
      } finally {
        parts.set(part, (parts.get(part) ?? 0) + performance.now() - started);
      }
    },
    report() {
      const total = performance.now();
      const rest = total - [...parts.values()].reduce((sum, time) => sum + time, 0);
      return [...parts, ['the rest', rest] as const, ['in all', total] as const]
        .map(([part, time]) => `${part.padEnd(26)}${(time / 1000).toFixed(1).padStart(6)} s\n`)
        .join('');
    },
  };
}
