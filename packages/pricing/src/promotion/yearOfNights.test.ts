import { fc } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { type FloorBook, floorBook, floorOf } from '../floor/floorBook.ts';
import { reduceFloorBook } from '../floor/reduceFloorBook.ts';
import { pricingParameters } from '../parameters/pricingParameters.ts';
import { formatWad } from '../units/formatWad.ts';
import { parseWad } from '../units/parseWad.ts';
import { type Bps, WAD, type Wad } from '../units/units.ts';
import { allocateByRuns } from './allocateByRuns.ts';
import { PromotionBudgetError } from './errors.ts';
import { promotion } from './promotion.ts';
import { reducePromotion } from './reducePromotion.ts';

const DAY = 86_400;
const settings = pricingParameters().floor;
const markup = parseWad('2');

interface Night {
  /** Infrastructure spend of each tool. */
  readonly spend: bigint;
  /** Discounted credits bought. */
  readonly bought: bigint;
  /** Whether the oracle also delivers a broken record. */
  readonly isBroken: boolean;
}

/** Two tools whose volume repeats every night, with a promotion running, and the sums the guarantee is about. */
class Platform {
  readonly #volume: ReadonlyMap<string, number>;
  book: FloorBook;
  promotion = promotion({
    discountBps: 2_000 as Bps,
    budgetGbp: parseWad('500'),
    capCredits: parseWad('100000'),
  });
  nights = 0;
  marketedGbp = 0n;
  markupIncome = 0n;
  readonly costs = new Map<string, bigint>();
  readonly floorIncome = new Map<string, bigint>();

  constructor(volume: ReadonlyMap<string, number>) {
    this.#volume = volume;
    this.book = floorBook(settings);
    for (const toolId of volume.keys()) {
      const listed = { type: 'listTool', toolId, developer: 'dana', markupCredits: markup, at: 0 } as const;
      this.book = reduceFloorBook(this.book, listed).state;
    }
  }

  pass({ spend, bought, isBroken }: Night): void {
    this.nights += 1;
    const now = this.nights * DAY;
    try {
      const purchase = { type: 'buyCredits', account: 'carl', credits: bought as Wad } as const;
      this.promotion = reducePromotion(this.promotion, purchase).state;
    } catch (error) {
      expect(error).toBeInstanceOf(PromotionBudgetError);
    }
    const taken = reducePromotion(this.promotion, { type: 'takeAllocation' });
    this.promotion = taken.state;
    this.marketedGbp += taken.allocationGbp;
    const marketing = allocateByRuns({ amountGbp: taken.allocationGbp, runs: this.#volume })!;
    const records = [...this.#volume].map(([toolId, totalRuns]) => {
      const share = marketing.get(toolId)!;
      this.costs.set(toolId, (this.costs.get(toolId) ?? 0n) + spend + share);
      return {
        toolId,
        infrastructureSpendGbp: formatWad(spend as Wad),
        marketingAllocationGbp: formatWad(share),
        totalRuns,
        recordedAt: now,
      };
    });
    const noise = isBroken ? [{ ...records[0]!, infrastructureSpendGbp: '-5' }] : [];
    const { state: book, audit } = reduceFloorBook(this.book, {
      type: 'nightlyRun',
      records: [...noise, ...records],
      at: now,
    });
    for (const entry of audit) expect(entry.markupAfter).toBe(entry.markupBefore);
    this.book = book;
    for (const [toolId, runCount] of this.#volume) {
      const earned = floorOf(book, toolId)! * BigInt(runCount);
      this.floorIncome.set(toolId, (this.floorIncome.get(toolId) ?? 0n) + earned);
      this.markupIncome += book.tools.get(toolId)!.markupCredits * BigInt(runCount);
    }
  }

  isCarrying(): boolean {
    return [...this.book.tools.values()].some((tool) => tool.carriedGbp > 0n);
  }

  /** Floors of the days after each night cover cost x (1 + margin), but for what is carried; 10 credits a GBP. */
  expectCovered(): void {
    for (const [toolId, cost] of this.costs) {
      const due = cost - this.book.tools.get(toolId)!.carriedGbp;
      const needed = due * BigInt(10_000 + settings.targetMarginBps) * 10n;
      expect(this.floorIncome.get(toolId)! * 10_000n >= needed).toBe(true);
    }
  }
}

test('over a year of nights floors cover cost x (1 + margin) when volume repeats, and no markup income is reduced', () => {
  const night = fc.record({
    spend: fc.bigInt({ min: 0n, max: 500n * WAD }),
    bought: fc.bigInt({ min: 1n, max: 50n * WAD }),
    isBroken: fc.boolean(),
  });
  const year = fc.array(night, { minLength: 365, maxLength: 365 });
  const volume = fc.integer({ min: 1, max: 10_000 });
  fc.assert(
    fc.property(year, volume, volume, (nights, a, b) => {
      const platform = new Platform(new Map(Object.entries({ a, b })));
      for (const one of nights) {
        platform.pass(one);
        platform.expectCovered();
      }
      // In quiet nights every shortfall is worked off (steps of 25 % reach any cost): no remainder is left.
      for (let i = 0; i < 400 && platform.isCarrying(); i++) {
        platform.pass({ spend: 10n * WAD, bought: 1n, isBroken: false });
      }
      expect(platform.isCarrying()).toBe(false);
      platform.expectCovered();
      expect(platform.marketedGbp).toBe(platform.promotion.subsidyGbp);
      expect(platform.markupIncome).toBe(markup * BigInt((a + b) * platform.nights));
    }),
    { numRuns: runs(4) },
  );
});
