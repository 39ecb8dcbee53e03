import type { FeedSource } from './summary.ts';

/** Where the sessions came from and when they are said to have happened, in a sentence or two. */
export function feedText({ path, seed, rows, malformedRows }: FeedSource): string {
  const passedOver = malformedRows === 0 ? '' : `, ${malformedRows} malformed rows passed over`;
  const source = path === undefined ? `A generated feed of ${rows} sessions` : `${rows} sessions of ${path}`;
  return `${source}${passedOver}. Arrival times are synthetic: drawn from seed ${seed} and spread over the month of each session.`;
}
