import { confidenceOf } from './confidence.ts';
import { FEED_COLUMNS, VISITORS } from './parseFeed.ts';
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

const VISITOR_WEIGHTS: readonly (readonly [visitor: string, weight: number])[] = [
  ['Returning_Visitor', 855],
  ['New_Visitor', 138],
  ['Other', 7],
];

/**
 * A synthetic feed as CSV text with the columns of a real one: for runs where no data is at hand. Whether a session ends in a
 * purchase is drawn with its confidence as the probability, so that the confidences of a generated feed are well calibrated.
 */
export function generateFeed(sessions: number, seed: number): string {
  const random = seededRandom(seed, 'feed');
  const rows = Array.from({ length: sessions }, () => row(random).join(','));
  return [FEED_COLUMNS.join(','), ...rows, ''].join('\n');
}

function row(random: Random): (string | number)[] {
  // Most visitors look around; few mean to buy.
  const intent = random.uniform() ** 2;
  const productPages = 1 + Math.floor(-Math.log(1 - random.uniform()) * (8 + 50 * intent));
  const exitRate = Math.min(0.2, 0.012 + 0.19 * (1 - intent) * random.uniform());
  const administrativePages = Math.floor(6 * random.uniform() * intent);
  const informationalPages = Math.floor(2 * random.uniform());
  const pageValue = random.uniform() < 0.03 + 0.5 * intent ? -Math.log(1 - random.uniform()) * 24 : 0;
  const specialDay = random.uniform() < 0.1 ? 0.6 : 0;
  const visitor = pick(random, VISITOR_WEIGHTS);
  const behaviour = {
    administrativePages,
    informationalPages,
    productPages,
    exitRate,
    pageValue,
    specialDay,
  };
  const confidence = confidenceOf({ ...behaviour, visitor: VISITORS[visitor]! });
  return [
    administrativePages,
    (90 * random.uniform()).toFixed(3),
    informationalPages,
    (40 * random.uniform()).toFixed(3),
    productPages,
    (productPages * (20 + 30 * random.uniform())).toFixed(3),
    (exitRate * random.uniform()).toFixed(6),
    exitRate.toFixed(6),
    pageValue.toFixed(6),
    specialDay,
    pick(random, MONTH_WEIGHTS),
    random.integer(1, 4),
    random.integer(1, 5),
    random.integer(1, 9),
    random.integer(1, 10),
    visitor,
    random.uniform() < 0.23 ? 'TRUE' : 'FALSE',
    10_000 * random.uniform() < confidence ? 'TRUE' : 'FALSE',
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
