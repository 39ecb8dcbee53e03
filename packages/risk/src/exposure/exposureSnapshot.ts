import {
  checkList,
  checkObject,
  checkOneOf,
  InvalidInputError,
  type MarketId,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import { type ExposureLevel, exposureLevels } from './node.ts';
import type { TreeState } from './treeState.ts';

/** A tree as JSON-ready data: bigints in decimal text, every list sorted, so equal states give equal snapshots. */
export interface ExposureSnapshot {
  readonly participants: readonly {
    readonly key: string;
    readonly participantClass: string;
    readonly reduceOnly: boolean;
  }[];
  readonly segments: readonly {
    readonly key: string;
    readonly market: MarketId;
    readonly segmentType: string;
    readonly window: string;
    readonly freshness: string;
  }[];
  /** Fresh-equivalent PAT wei. */
  readonly positions: readonly {
    readonly participant: string;
    readonly segment: string;
    readonly filled: string;
  }[];
  readonly reservations: readonly {
    readonly id: string;
    readonly participant: string;
    readonly segment: string;
    readonly side: 'buy' | 'sell';
    readonly notional: string;
    readonly amount: string;
    readonly expiresAt: UnixSeconds | null;
  }[];
  readonly limits: readonly {
    readonly level: ExposureLevel;
    readonly key: string;
    readonly gross: string;
    readonly net: string;
  }[];
  readonly pending: readonly {
    readonly level: ExposureLevel;
    readonly key: string;
    readonly gross: string;
    readonly net: string;
    readonly effectiveAt: UnixSeconds;
  }[];
}

function byText<T>(text: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => {
    const x = text(a);
    const y = text(b);
    return x < y ? -1 : x > y ? 1 : 0;
  };
}

export function takeSnapshot(state: TreeState): ExposureSnapshot {
  const positions = [...state.segments.values()].flatMap((segment) =>
    [...segment.positions.values()]
      .filter((position) => position.filled !== 0n)
      .map((position) => ({
        participant: position.participant.key,
        segment: segment.key,
        filled: String(position.filled),
      })),
  );
  const limits = [...state.overrides].flatMap(([level, byKey]) =>
    [...byKey].map(([key, limit]) => ({ level, key, gross: String(limit.gross), net: String(limit.net) })),
  );
  return {
    participants: [...state.participants.values()]
      .map(({ key, participantClass, reduceOnly }) => ({ key, participantClass, reduceOnly }))
      .sort(byText((p) => p.key)),
    segments: [...state.segments.values()]
      .map(({ key, market, segmentType, window, freshness }) => ({
        key,
        market,
        segmentType,
        window,
        freshness: String(freshness),
      }))
      .sort(byText((s) => s.key)),
    positions: positions.sort(byText((p) => JSON.stringify([p.participant, p.segment]))),
    reservations: [...state.reservations.values()]
      .map(({ id, position, side, notional, amount, expiresAt }) => ({
        id,
        participant: position.participant.key,
        segment: position.segment.key,
        side,
        notional: String(notional),
        amount: String(amount),
        expiresAt: expiresAt ?? null,
      }))
      .sort(byText((r) => r.id)),
    limits: limits.sort(byText((l) => JSON.stringify([l.level, l.key]))),
    pending: [...state.pending.values()]
      .map(({ level, key, limit, effectiveAt }) => ({
        level,
        key,
        gross: String(limit.gross),
        net: String(limit.net),
        effectiveAt,
      }))
      .sort(byText((l) => JSON.stringify([l.level, l.key]))),
  };
}

/** Checks the outer shape of something read back from storage; the tree checks the fields as it takes them in. */
export function checkSnapshot(snapshot: ExposureSnapshot): void {
  checkObject('snapshot', snapshot);
  for (const list of [
    'participants',
    'segments',
    'positions',
    'reservations',
    'limits',
    'pending',
  ] as const) {
    checkList(`snapshot.${list}`, snapshot[list]);
    for (const item of snapshot[list]) checkObject(`snapshot.${list}[]`, item);
  }
  for (const { level } of [...snapshot.limits, ...snapshot.pending]) {
    checkOneOf('snapshot.limits[].level', level, exposureLevels);
  }
}

/** An amount of either sign from a snapshot, whose range is the caller's to check. */
export function readWad(path: string, text: string): Wad {
  if (typeof text !== 'string' || !/^-?\d+$/.test(text)) {
    throw new InvalidInputError({ path, observed: text, allowed: 'an integer in decimal text' });
  }
  return BigInt(text) as Wad;
}
