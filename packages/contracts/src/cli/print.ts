import type { Outcome } from './perform.ts';

/** Names and values as lines; what is nested stands under its own names, what is empty is `none`. */
export function rowsText(values: object): string {
  const rows = Object.entries(values).flatMap(([name, value]): [string, unknown][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value)
      : [[name, value]],
  );
  return rows.map(([name, value]) => row(name, value)).join('');
}

const WIDTH = 32;

function row(name: string, value: unknown): string {
  if (!Array.isArray(value)) return `${name.padEnd(WIDTH)}${String(value)}\n`;
  const items = value.length === 0 ? ['none'] : value.map(String);
  return `${name.padEnd(WIDTH)}${items.join(`\n${' '.repeat(WIDTH)}`)}\n`;
}

/** What became of an act, as lines. */
export function outcomeText(outcome: Outcome): string {
  const { title, events = [], ...rest } = outcome;
  const lines = Object.entries(rest).map(([name, value]) => `  ${name.padEnd(12)} ${value}`);
  return `${[title, ...lines, ...events.map((event) => `  event        ${event}`)].join('\n')}\n`;
}
