/** A double-ended queue on a circular array that doubles when full: memory follows the longest length, not the traffic. */
export class Ring<T> {
  #items: T[] = [];
  #mask = 0;
  #head = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The item at a position from the front; only positions below `length` hold one. */
  at(position: number): T {
    return this.#items[(this.#head + position) & this.#mask]!;
  }

  pushBack(item: T): void {
    if (this.#length >= this.#items.length) this.#grow(item);
    this.#items[(this.#head + this.#length++) & this.#mask] = item;
  }

  popFront(): T {
    const item = this.at(0);
    this.#head = (this.#head + 1) & this.#mask;
    this.#length--;
    return item;
  }

  /** Drops items at the back until `length` are left. */
  truncate(length: number): void {
    this.#length = length;
  }

  /** Puts an item before a position; moves the items behind it. */
  insert(position: number, item: T): void {
    this.pushBack(item);
    for (let i = this.#length - 1; i > position; i--) this.#set(i, this.at(i - 1));
    this.#set(position, item);
  }

  /** Takes out the items in [from, to); moves the items behind them. */
  remove(from: number, to: number): void {
    for (let i = to; i < this.#length; i++) this.#set(from + i - to, this.at(i));
    this.#length -= to - from;
  }

  #set(position: number, item: T): void {
    this.#items[(this.#head + position) & this.#mask] = item;
  }

  #grow(filler: T): void {
    const old = Array.from({ length: this.#length }, (_, i) => this.at(i));
    const capacity = Math.max(16, old.length * 2);
    this.#items = Array.from({ length: capacity }, (_, i) => old[i] ?? filler);
    this.#mask = capacity - 1;
    this.#head = 0;
  }
}
