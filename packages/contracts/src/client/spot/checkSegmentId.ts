import { checkBigint } from '@phasegate/pricing/units';

/** @throws {InvalidInputError} unless a bigint that may number a segment: from 1, in 64 bits. */
export function checkSegmentId(path: string, id: unknown): asserts id is bigint {
  checkBigint(path, id, 1n, 2n ** 64n - 1n);
}
