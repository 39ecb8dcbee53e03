import { Presets, SingleBar } from 'cli-progress';
import type { OnProgress } from '../run.ts';

/** A progress bar on stderr: moving on a terminal, a line every tenth elsewhere. */
export function progressBar(): { onProgress: OnProgress; stop: () => void } {
  const moving = process.stderr.isTTY;
  const bar = new SingleBar(
    { stream: process.stderr, format: '{bar} {percentage}% | {doing}', hideCursor: true },
    Presets.shades_classic,
  );
  let told = -1;
  if (moving) bar.start(1_000, 0, { doing: '' });
  return {
    onProgress(fraction, doing) {
      const permille = Math.floor(fraction * 1_000);
      const tenth = Math.floor(fraction * 10);
      if (moving) bar.update(permille, { doing });
      else if (tenth > told) process.stderr.write(`${tenth * 10} % | ${doing}\n`);
      told = Math.max(told, tenth);
    },
    stop: () => bar.stop(),
  };
}
