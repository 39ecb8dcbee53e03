import type { LossPoint } from '../series/lossProfile.ts';
import { escapeHtml } from './escapeHtml.ts';

const WIDTH = 640;

/** A number for people: four significant digits, thousands separated, the same on every machine. */
export function readable(x: number): string {
  const rounded = Number(x.toPrecision(4));
  if (Math.abs(rounded) >= 1e21) return String(rounded);
  const [whole, fraction] = String(rounded).split('.') as [string, string | undefined];
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** PAT of wei, for people. */
export function readablePat(wei: bigint): string {
  return readable(Number(wei) / 1e18);
}

function svg(height: number, label: string, body: string): string {
  return (
    `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeHtml(label)}" ` +
    `xmlns="http://www.w3.org/2000/svg">${body}</svg>`
  );
}

function text(x: number, y: number, content: string, anchor: 'start' | 'middle' | 'end' = 'start'): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escapeHtml(content)}</text>`;
}

/** Horizontal bars with a zero line; negative ones to the left. What `isLoss` says is painted as a loss. */
export function barPlot(
  label: string,
  bars: readonly { name: string; value: number; shown: string }[],
  isLoss: (value: number) => boolean,
): string {
  const row = 24;
  const left = 190;
  const right = WIDTH - 110;
  const low = Math.min(0, ...bars.map((bar) => bar.value));
  const high = Math.max(0, ...bars.map((bar) => bar.value));
  const scale = high === low ? 0 : (right - left) / (high - low);
  const zero = left - low * scale;
  const rows = bars.map(({ name, value, shown }, i) => {
    const y = i * row + 4;
    const x = zero + Math.min(0, value) * scale;
    const width = Math.max(1, Math.abs(value) * scale);
    return (
      text(left - 8, y + 13, name, 'end') +
      `<rect class="${isLoss(value) ? 'loss' : 'gain'}" x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="16"/>` +
      text(WIDTH, y + 13, shown, 'end')
    );
  });
  const height = bars.length * row + 8;
  const axis = `<line class="axis" x1="${zero.toFixed(1)}" x2="${zero.toFixed(1)}" y1="0" y2="${height}"/>`;
  return svg(height, label, rows.join('') + axis);
}

/** Histogram of profits with marked values. */
export function histogram(
  label: string,
  values: readonly number[],
  marks: readonly { name: string; at: number }[],
): string {
  const height = 220;
  const base = height - 40;
  // Not spread into Math.min: a call has room for some ten thousand arguments only.
  const all = [...values, ...marks.map((mark) => mark.at)];
  const low = all.reduce((a, b) => Math.min(a, b));
  const high = all.reduce((a, b) => Math.max(a, b));
  const span = high > low ? high - low : 1;
  const count = Math.min(60, Math.max(10, Math.ceil(Math.sqrt(values.length))));
  const bins = Array.from({ length: count }, () => 0);
  for (const value of values) {
    bins[Math.min(bins.length - 1, Math.floor(((value - low) / span) * bins.length))]! += 1;
  }
  const most = Math.max(...bins);
  const x = (value: number): number => 20 + ((value - low) / span) * (WIDTH - 40);
  const step = (WIDTH - 40) / bins.length;
  const bars = bins.map((inBin, i) => {
    const tall = (inBin / most) * (base - 40);
    return `<rect class="bin" x="${(20 + i * step).toFixed(1)}" y="${(base - tall).toFixed(1)}" width="${(step - 1).toFixed(1)}" height="${tall.toFixed(1)}"/>`;
  });
  const lines = marks.map(
    ({ name, at }, i) =>
      `<line class="mark" x1="${x(at).toFixed(1)}" x2="${x(at).toFixed(1)}" y1="${24 + 14 * i}" y2="${base}"/>` +
      text(x(at) + 4, 32 + 14 * i, name),
  );
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const anchor = share === 0 ? 'start' : share === 1 ? 'end' : 'middle';
    return text(20 + share * (WIDTH - 40), base + 18, readable(low + share * span), anchor);
  });
  const axis = `<line class="axis" x1="20" x2="${WIDTH - 20}" y1="${base}" y2="${base}"/>`;
  return svg(height, label, bars.join('') + lines.join('') + axis + ticks.join(''));
}

/** Loss against settlement price: the piecewise line, drawn on past its last kink. */
export function lossPlot(label: string, points: readonly LossPoint[]): string {
  const height = 200;
  const last = points[points.length - 1]!;
  const drawn = points.map((p) => ({ price: Number(p.settlementPrice) / 1e18, loss: Number(p.loss) / 1e18 }));
  const end = Number(last.settlementPrice) / 1e18;
  const range = end > 0 ? end * 1.15 : 1;
  drawn.push({ price: range, loss: Number(last.loss) / 1e18 });
  const low = Math.min(0, ...drawn.map((p) => p.loss));
  const high = Math.max(0, ...drawn.map((p) => p.loss));
  const span = high > low ? high - low : 1;
  const x = (price: number): number => 70 + (price / range) * (WIDTH - 90);
  const y = (loss: number): number => 16 + ((high - loss) / span) * (height - 60);
  const path = drawn.map((p) => `${x(p.price).toFixed(1)},${y(p.loss).toFixed(1)}`).join(' ');
  const zero = y(0).toFixed(1);
  return svg(
    height,
    label,
    `<line class="axis" x1="70" x2="${WIDTH - 20}" y1="${zero}" y2="${zero}"/>` +
      `<polyline class="line" points="${path}"/>` +
      text(64, y(high) + 4, readable(high), 'end') +
      (low < high ? text(64, y(low) + 4, readable(low), 'end') : '') +
      text(70, height - 12, '0') +
      text(WIDTH - 20, height - 12, `${readable(range)} PAT a lot`, 'end'),
  );
}
