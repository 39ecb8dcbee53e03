import { FEED_COLUMNS } from './parseFeed.ts';
import { type Random, seededRandom } from './random.ts';

/** Share of sessions by month, after the shape of a year of a web shop. */
const MONTH_WEIGHTS: readonly (readonly [month: string, weight: number])[] = [
  ['Feb', 2],
  ['Mar', 15],
  ['May', 27],
  ['June', 2],
  ['Jul', 4],
  ['Aug', 4],
  ['Sep', 4],
  ['Oct', 4],
  ['Nov', 24],
  ['Dec', 14],
];

/** A synthetic feed as CSV text with the columns of a real one: for runs where no data is at hand. */
export function generateFeed(sessions: number, seed: number): string {
  const random = seededRandom(seed, 'feed');
  const rows = Array.from({ length: sessions }, () => row(random).join(','));
  return [FEED_COLUMNS.join(','), ...rows, ''].join('\n');
}

function row(random: Random): (string | number)[] {
  const intent = random.uniform();
  const productPages = 1 + Math.floor(-Math.log(1 - random.uniform()) * (8 + 50 * intent));
  const buysNow = random.uniform() < 0.02 + 0.3 * intent * intent;
  const exitRate = Math.min(0.2, 0.012 + 0.19 * (1 - intent) * random.uniform());
  const pageValue = random.uniform() < 0.08 + 0.45 * intent ? -Math.log(1 - random.uniform()) * 24 : 0;
  const visitor = random.uniform();
  return [
    Math.floor(6 * random.uniform() * intent),
    (90 * random.uniform()).toFixed(3),
    Math.floor(2 * random.uniform()),
    (40 * random.uniform()).toFixed(3),
    productPages,
    (productPages * (20 + 30 * random.uniform())).toFixed(3),
    (exitRate * random.uniform()).toFixed(6),
    exitRate.toFixed(6),
    pageValue.toFixed(6),
    random.uniform() < 0.1 ? 0.6 : 0,
    pick(random, MONTH_WEIGHTS),
    random.integer(1, 4),
    random.integer(1, 5),
    random.integer(1, 9),
    random.integer(1, 10),
    visitor < 0.855 ? 'Returning_Visitor' : visitor < 0.993 ? 'New_Visitor' : 'Other',
    random.uniform() < 0.23 ? 'TRUE' : 'FALSE',
    buysNow ? 'TRUE' : 'FALSE',
  ];
}

function pick<T>(random: Random, choices: readonly (readonly [T, number])[]): T {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random.uniform() * total;
  for (const [choice, weight] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  return choices.at(-1)![0];
}
