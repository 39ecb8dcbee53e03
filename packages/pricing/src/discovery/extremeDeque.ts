import { Ring } from './ring.ts';
import type { Slot } from './slot.ts';

/**
 * The slots that can still become the extreme of a sliding window: in order of time, each strictly better than all after
 * it (Lemire, "Streaming maximum-minimum filter using no more than three comparisons per element", 2006). The front is
 * the extreme. Amortised O(1) for trades in order.
 */
export class ExtremeDeque {
  readonly #better: (a: Slot, b: Slot) => boolean;
  readonly #slots: Ring<Slot> = new Ring();

  /** @param better whether `a` beats or equals `b`. */
  constructor(better: (a: Slot, b: Slot) => boolean) {
    this.#better = better;
  }

  get front(): Slot | undefined {
    return this.#slots.length === 0 ? undefined : this.#slots.at(0);
  }

  /** Takes in a slot, new or with a better extreme than before, at whatever place in time. */
  improve(slot: Slot): void {
    const slots = this.#slots;
    let end = slots.length;
    while (end > 0 && slots.at(end - 1).at > slot.at) end--;
    if (end > 0 && slots.at(end - 1) === slot) slots.remove(--end, end + 1);
    if (end < slots.length && this.#better(slots.at(end), slot)) return;
    let start = end;
    while (start > 0 && this.#better(slot, slots.at(start - 1))) start--;
    slots.remove(start, end);
    slots.insert(start, slot);
  }

  /** Forgets slots up to a moment. */
  expire(until: number): void {
    while (this.#slots.length > 0 && this.#slots.at(0).at <= until) this.#slots.popFront();
  }
}
