/** The last so many identifiers, to recognise a trade that is delivered twice. */
export class RememberedIds {
  readonly #known: Set<string | number>;
  readonly #ring: (string | number)[];
  readonly #capacity: number;
  #next: number;

  constructor(capacity: number, oldestFirst: readonly (string | number)[]) {
    this.#capacity = capacity;
    this.#ring = [...oldestFirst];
    this.#known = new Set(oldestFirst);
    this.#next = oldestFirst.length % Math.max(capacity, 1);
  }

  has(id: string | number): boolean {
    return this.#known.has(id);
  }

  add(id: string | number): void {
    if (this.#capacity === 0) return;
    const forgotten = this.#ring[this.#next];
    if (forgotten !== undefined) this.#known.delete(forgotten);
    this.#ring[this.#next] = id;
    this.#known.add(id);
    this.#next = (this.#next + 1) % this.#capacity;
  }

  oldestFirst(): readonly (string | number)[] {
    return this.#ring.length < this.#capacity
      ? [...this.#ring]
      : [...this.#ring.slice(this.#next), ...this.#ring.slice(0, this.#next)];
  }
}
