import {
  checkDuration,
  checkFields,
  checkInteger,
  checkObject,
  checkUnixSeconds,
  checkWad,
} from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import type { Seconds, UnixSeconds, Wad } from '../units/units.ts';
import { TimeRunsBackwardsError } from './errors.ts';
import { ExtremeDeque } from './extremeDeque.ts';
import { RememberedIds } from './rememberedIds.ts';
import { Ring } from './ring.ts';
import { type RollingStatsSnapshot, stateFromSnapshot, stateToSnapshot } from './rollingStatsSnapshot.ts';
import { integralAt, type Slot, type Totals } from './slot.ts';

/** A trade of one market. */
export interface RollingTrade {
  readonly at: UnixSeconds;
  /** Fresh-equivalent price, Wad of PAT (see `freshEquivalent`). */
  readonly freshPrice: Wad;
  /** Units, Wad. */
  readonly volume: Wad;
  /** Recognises a trade delivered twice; without it none is taken for a duplicate. */
  readonly id?: string | number;
}

/**
 * What became of a trade. `entered`: in order. `reordered`: before the newest but inside the window, entered at its own
 * time. `late`: before the window, ignored. `duplicate`: its id was seen, ignored. `zeroVolume`: nothing changed hands,
 * ignored.
 */
export type TradeOutcome = 'entered' | 'reordered' | 'late' | 'duplicate' | 'zeroVolume';

/** Figures over a window; prices are Wad of PAT and absent where nothing defines them. */
export interface RollingFigures {
  readonly count: number;
  /** Units, Wad. */
  readonly volume: Wad;
  /** `floor(sum of price x volume / sum of volume)`. */
  readonly vwap: Wad | undefined;
  /** `floor(sum of prices / count)`. */
  readonly simpleAverage: Wad | undefined;
  /** `floor(integral of the last price / time)`, from the window's start, or from the first trade ever if later. */
  readonly timeWeightedAverage: Wad | undefined;
  readonly min: Wad | undefined;
  readonly max: Wad | undefined;
  /** The newest price, also when it is older than the window. */
  readonly last: Wad | undefined;
}

/** Streaming statistics of one market; see {@link rollingStats}. */
export interface RollingStats {
  add(trade: RollingTrade): TradeOutcome;
  /** Figures over `(now - window, now]`; `now` is not before anything seen. */
  read(now: UnixSeconds): RollingFigures;
  /** The state as JSON; `rollingStats(snapshot)` goes on from it. */
  snapshot(): RollingStatsSnapshot;
}

/** Settings of {@link rollingStats}. */
export interface RollingStatsOptions {
  /** 24 hours by default. */
  readonly windowSeconds?: Seconds;
  /** Times are rounded down to multiples of it: 1 s for windows of a day or less, `ceil(window / 86400)` by default. */
  readonly slotSeconds?: Seconds;
  /** Ids kept to recognise duplicates, 1,024 by default. */
  readonly rememberedIds?: number;
}

const OPTION_FIELDS = [
  'windowSeconds',
  'slotSeconds',
  'rememberedIds',
] as const satisfies readonly (keyof RollingStatsOptions)[];
const SNAPSHOT_FIELDS = [
  ...OPTION_FIELDS,
  'latest',
  'standing',
  'slots',
  'totals',
  'ids',
] as const satisfies readonly (keyof RollingStatsSnapshot)[];

/** Slots a window may have: what bounds the memory, about 20 MB. */
const MOST_SLOTS = 86_400;

/**
 * Rolling volume-weighted, time-weighted and simple average, minimum, maximum, volume and count of one market.
 *
 * Exact: integer sums, each average one division rounded down (a mark; no party pays it). Amortised O(1) a trade in
 * order, linear in the slots passed over for one out of order. Memory is bounded by the slots of a window, not by trades.
 *
 * @throws {InvalidInputError} on malformed numbers, more than 86,400 slots a window or a malformed snapshot; nothing is
 * changed then. `read` throws TimeRunsBackwardsError when `now` is before something seen.
 * @example
 * const stats = rollingStats();
 * stats.add({ at: 0, freshPrice: parseWad('100'), volume: parseWad('1') });
 * stats.add({ at: 60, freshPrice: parseWad('120'), volume: parseWad('3') });
 * formatWad(stats.read(60).vwap) // '115': the simple average is 110
 */
export function rollingStats(options: RollingStatsOptions | RollingStatsSnapshot = {}): RollingStats {
  checkObject('options', options);
  checkFields('options', options, 'slots' in options ? SNAPSHOT_FIELDS : OPTION_FIELDS);
  const windowSeconds = options.windowSeconds ?? 86_400;
  checkDuration('windowSeconds', windowSeconds);
  const slotSeconds = options.slotSeconds ?? Math.ceil(windowSeconds / MOST_SLOTS);
  checkDuration('slotSeconds', slotSeconds);
  if (windowSeconds > slotSeconds * MOST_SLOTS) {
    throw new InvalidInputError({
      path: 'slotSeconds',
      observed: slotSeconds,
      allowed: `at least ${Math.ceil(windowSeconds / MOST_SLOTS)} for a window of ${windowSeconds}`,
    });
  }
  const rememberedIds = options.rememberedIds ?? 1_024;
  checkInteger('rememberedIds', rememberedIds, 0, 1_000_000);

  const slots = new Ring<Slot>();
  const totals: Totals = { count: 0, volume: 0n, notional: 0n, priceSum: 0n };
  const lowest = new ExtremeDeque((a, b) => a.min <= b.min);
  const highest = new ExtremeDeque((a, b) => a.max >= b.max);
  const ids = new RememberedIds(rememberedIds, 'ids' in options ? options.ids : []);
  let latest = 0;
  /** Last price of the newest slot that left the window: it stands until the first trade inside. */
  let standing: Wad | undefined;
  /** A slot that left, to be used again: objects that live for a day cost more than the arithmetic. */
  let spare: Slot | undefined;

  const expire = (now: UnixSeconds): void => {
    const until = now - windowSeconds;
    if (slots.length === 0 || slots.at(0).at > until) return;
    lowest.expire(until);
    highest.expire(until);
    while (slots.length > 0 && slots.at(0).at <= until) {
      spare = slots.popFront();
      standing = spare.last;
    }
  };

  /** Opens a slot at a place in time; returns by how much the integral of later slots changes. */
  const open = (place: number, at: number, price: Wad): bigint => {
    const previous = place > 0 ? slots.at(place - 1) : undefined;
    const next = place < slots.length ? slots.at(place) : undefined;
    const before = next ?? totals;
    const slot = (spare ?? {}) as Slot;
    spare = undefined;
    slot.at = at;
    slot.count = before.count;
    slot.volume = before.volume;
    slot.notional = before.notional;
    slot.priceSum = before.priceSum;
    slot.min = slot.max = slot.last = price;
    slot.integral = previous === undefined ? 0n : integralAt(previous, at);
    let change = 0n;
    if (next !== undefined && previous === undefined)
      slot.integral = next.integral - price * BigInt(next.at - at);
    else if (next !== undefined) change = integralAt(slot, next.at) - next.integral;
    if (next === undefined) slots.pushBack(slot);
    else slots.insert(place, slot);
    lowest.improve(slot);
    highest.improve(slot);
    return change;
  };

  /** Takes a price into a slot that is open; returns by how much the integral of later slots changes. */
  const merge = (place: number, price: Wad): bigint => {
    const slot = slots.at(place);
    const change =
      place + 1 < slots.length ? (price - slot.last) * BigInt(slots.at(place + 1).at - slot.at) : 0n;
    slot.last = price;
    if (price < slot.min) {
      slot.min = price;
      lowest.improve(slot);
    }
    if (price > slot.max) {
      slot.max = price;
      highest.improve(slot);
    }
    return change;
  };

  const enter = (at: number, price: Wad, quantity: Wad): void => {
    let place = slots.length;
    while (place > 0 && slots.at(place - 1).at > at) place--;
    const isOpen = place > 0 && slots.at(place - 1).at === at;
    const integral = isOpen ? merge(place - 1, price) : open(place, at, price);
    const product = price * quantity;
    for (let later = isOpen ? place : place + 1; later < slots.length; later++) {
      const slot = slots.at(later);
      slot.count += 1;
      slot.volume += quantity;
      slot.notional += product;
      slot.priceSum += price;
      slot.integral += integral;
    }
    totals.count += 1;
    totals.volume += quantity;
    totals.notional += product;
    totals.priceSum += price;
  };

  if ('slots' in options) {
    const state = stateFromSnapshot(options, slotSeconds);
    latest = options.latest;
    standing = state.standing;
    Object.assign(totals, state.totals);
    for (const slot of state.slots) {
      slots.pushBack(slot);
      lowest.improve(slot);
      highest.improve(slot);
    }
  }

  return {
    add(trade) {
      checkObject('trade', trade);
      const { at, freshPrice, volume, id } = trade;
      checkUnixSeconds('at', at);
      checkWad('freshPrice', freshPrice);
      checkWad('volume', volume);
      if (id !== undefined && typeof id !== 'string' && !Number.isSafeInteger(id)) {
        throw new InvalidInputError({ path: 'id', observed: id, allowed: 'a string or an integer' });
      }
      if (id !== undefined && ids.has(id)) return 'duplicate';
      const slotAt = slotSeconds === 1 ? at : at - (at % slotSeconds);
      if (slotAt <= latest - windowSeconds) return 'late';
      if (volume === 0n) return 'zeroVolume';
      if (id !== undefined) ids.add(id);
      const inOrder = at >= latest;
      if (inOrder) {
        latest = at;
        expire(at);
      }
      enter(slotAt, freshPrice, volume);
      return inOrder ? 'entered' : 'reordered';
    },

    read(now) {
      checkUnixSeconds('now', now);
      if (now < latest) throw new TimeRunsBackwardsError(latest, now);
      latest = now;
      expire(now);
      if (slots.length === 0) return { ...NOTHING_TRADED, timeWeightedAverage: standing, last: standing };
      const first = slots.at(0);
      const { last } = slots.at(slots.length - 1);
      const count = totals.count - first.count;
      const volume = totals.volume - first.volume;
      const start = standing === undefined ? first.at : now - windowSeconds;
      const area =
        integralAt(slots.at(slots.length - 1), now) -
        first.integral +
        (standing ?? 0n) * BigInt(first.at - start);
      return {
        count,
        volume: volume as Wad,
        vwap: ((totals.notional - first.notional) / volume) as Wad,
        simpleAverage: ((totals.priceSum - first.priceSum) / BigInt(count)) as Wad,
        timeWeightedAverage: now === start ? last : ((area / BigInt(now - start)) as Wad),
        min: lowest.front?.min,
        max: highest.front?.max,
        last,
      };
    },

    snapshot: () => ({
      windowSeconds,
      slotSeconds,
      rememberedIds,
      latest,
      standing: standing?.toString() ?? null,
      ...stateToSnapshot(slots, totals),
      ids: ids.oldestFirst(),
    }),
  };
}

const NOTHING_TRADED: Omit<RollingFigures, 'timeWeightedAverage' | 'last'> = {
  count: 0,
  volume: 0n as Wad,
  vwap: undefined,
  simpleAverage: undefined,
  min: undefined,
  max: undefined,
};
