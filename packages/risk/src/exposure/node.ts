import { BPS, checkAmount, type Wad } from '@phasegate/pricing/units';

/** The eight levels a trade passes, leaf to root. */
export const exposureLevels = [
  'participantSegment',
  'segment',
  'market',
  'segmentType',
  'window',
  'participant',
  'participantClass',
  'global',
] as const;
export type ExposureLevel = (typeof exposureLevels)[number];

/** Hard limits of a node in PAT wei. Zero allows nothing; there is no "unlimited". */
export interface ExposureLimit {
  /** On the sum of worst-case absolute exposures of the positions below. */
  readonly gross: Wad;
  /** On the worst-case absolute value of the signed sum. */
  readonly net: Wad;
}

/**
 * One node of the tree, in PAT wei, as headroom: `room = limit - use`, so that a check is a comparison and nothing
 * is computed until a trade has passed everywhere. Negative room is a breach.
 *
 * A participant's exposure in a segment is what it could become if any subset of its reserved quotes filled: with
 * filled position f (signed), reserved buys b and sells s it lies between `f - s` and `f + b`. `up` adds `f + b` over
 * the positions below, `down` adds `s - f`, gross adds the larger of the two of each; net is the larger of the sums.
 */
export interface ExposureNode {
  readonly level: ExposureLevel;
  readonly key: string;
  limit: ExposureLimit;
  grossRoom: bigint;
  upRoom: bigint;
  downRoom: bigint;
  /** Room below which the soft limit is passed. */
  softGrossRoom: bigint;
  softNetRoom: bigint;
}

export function createNode(
  level: ExposureLevel,
  key: string,
  limit: ExposureLimit,
  softBps: bigint,
): ExposureNode {
  const softGross = (limit.gross * softBps) / BigInt(BPS);
  const softNet = (limit.net * softBps) / BigInt(BPS);
  return {
    level,
    key,
    limit,
    grossRoom: limit.gross,
    upRoom: limit.net,
    downRoom: limit.net,
    softGrossRoom: limit.gross - softGross,
    softNetRoom: limit.net - softNet,
  };
}

/** Swaps the limit and keeps the use. */
export function replaceLimit(node: ExposureNode, limit: ExposureLimit, softBps: bigint): void {
  const fresh = createNode(node.level, node.key, limit, softBps);
  node.grossRoom += limit.gross - node.limit.gross;
  node.upRoom += limit.net - node.limit.net;
  node.downRoom += limit.net - node.limit.net;
  node.softGrossRoom = fresh.softGrossRoom;
  node.softNetRoom = fresh.softNetRoom;
  node.limit = limit;
}

export function checkedLimit(path: string, { gross, net }: ExposureLimit): ExposureLimit {
  checkAmount(`${path}.gross`, gross);
  checkAmount(`${path}.net`, net);
  return { gross, net };
}
