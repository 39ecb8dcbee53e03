import { parseWad, type Wad } from '@phasegate/pricing';
import type { Random } from '../feed/random.ts';

/** A data consumer: what it looks for, what it would pay and how it buys. */
export interface Consumer {
  readonly name: string;
  /** Who gets access, if not the consumer itself. */
  readonly recipient: string;
  readonly budget: Wad;
  /** Markets it looks at, by number. */
  readonly markets: readonly number[];
  /** Its private value of a fresh unit over the market's reference ask. */
  readonly appetite: number;
  /** Probability that it looks in a round. */
  readonly diligence: number;
  readonly style: 'single' | 'strict' | 'skipping';
  /** Pays by permit the first time rather than by an approval. */
  readonly permits: boolean;
  /** Related to the broker: what it buys stays out of the index. */
  readonly affiliate: boolean;
}

const STYLES: readonly Consumer['style'][] = ['single', 'strict', 'skipping', 'skipping', 'strict'];

/** Draws the consumers: ad networks, researchers and training pipelines of different taste and depth of pocket. */
export function drawConsumers(count: number, markets: number, random: Random): Consumer[] {
  return Array.from({ length: count }, (_, i) => {
    const name = `consumer ${i + 1}`;
    const first = random.integer(1, markets);
    const breadth = random.integer(2, Math.min(5, markets));
    return {
      name,
      // Every sixth is an agency that buys for a client.
      recipient: i % 6 === 5 ? `client of ${name}` : name,
      budget: parseWad(String(random.integer(20_000, 60_000))),
      markets: Array.from({ length: breadth }, (_, k) => ((first - 1 + k) % markets) + 1),
      appetite: 0.75 + 0.7 * random.uniform(),
      diligence: 0.08 + 0.12 * random.uniform(),
      style: STYLES[i % STYLES.length]!,
      permits: i % 2 === 0,
      affiliate: i === 2,
    };
  });
}
