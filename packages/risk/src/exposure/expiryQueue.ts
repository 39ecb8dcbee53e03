import type { UnixSeconds } from '@phasegate/pricing/units';

/** A binary heap of (second, reservation id), earliest first. Ids that are gone when they come up are skipped. */
export interface ExpiryQueue {
  push(expiresAt: UnixSeconds, id: string): void;
  /** The next entry with `expiresAt <= now`, removed; undefined when there is none. */
  popDue(now: UnixSeconds): { readonly expiresAt: UnixSeconds; readonly id: string } | undefined;
}

export function expiryQueue(): ExpiryQueue {
  const heap: { expiresAt: UnixSeconds; id: string }[] = [];
  const before = (a: number, b: number): boolean => heap[a]!.expiresAt < heap[b]!.expiresAt;
  const swap = (a: number, b: number): void => {
    const kept = heap[a]!;
    heap[a] = heap[b]!;
    heap[b] = kept;
  };
  return {
    push(expiresAt, id) {
      let i = heap.push({ expiresAt, id }) - 1;
      while (i > 0) {
        const parent = (i - 1) >> 1;
        if (!before(i, parent)) break;
        swap(i, parent);
        i = parent;
      }
    },
    popDue(now) {
      const top = heap[0];
      if (top === undefined || top.expiresAt > now) return undefined;
      const last = heap.pop()!;
      if (heap.length > 0) {
        heap[0] = last;
        let i = 0;
        for (;;) {
          let least = i;
          const left = 2 * i + 1;
          if (left < heap.length && before(left, least)) least = left;
          if (left + 1 < heap.length && before(left + 1, least)) least = left + 1;
          if (least === i) break;
          swap(i, least);
          i = least;
        }
      }
      return top;
    },
  };
}
