/** Operations a second: the best of five rounds after a warm-up, each of at least the given time. */
export function perSecond(run: () => number, roundMilliseconds = 300): number {
  let best = 0;
  for (let round = 0; round < 6; round++) {
    const start = performance.now();
    let operations = 0;
    let elapsed = 0;
    while (elapsed < roundMilliseconds) {
      operations += run();
      elapsed = performance.now() - start;
    }
    if (round > 0) best = Math.max(best, (operations / elapsed) * 1_000);
  }
  return best;
}
