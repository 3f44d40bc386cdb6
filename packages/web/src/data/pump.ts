import { Deque } from './deque.ts';

/** The rates of the speed control in rows a second; the last one lets rows through as they come. */
export const SPEEDS = [1, 2, 5, 10, 20, 50, 100, 200, 500, Number.POSITIVE_INFINITY] as const;

/**
 * Holds rows back and lets them through at a chosen rate, in order. It is bounded: when it is full the
 * oldest waiting rows give way, and the caller is told how many.
 */
export class Pump<T> {
  /** Items a second; Infinity: as they come. */
  rate = Number.POSITIVE_INFINITY;
  /** While held, nothing comes out. */
  held = false;
  readonly capacity: number;
  readonly #waiting = new Deque<T>();
  #credit = 0;
  #last = Number.NaN;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get backlog(): number {
    return this.#waiting.size;
  }

  /** Takes in items, oldest first. @returns how many waiting ones had to give way */
  offer(items: readonly T[]): number {
    for (const item of items) this.#waiting.pushBack(item);
    let dropped = 0;
    for (; this.#waiting.size > this.capacity; dropped++) this.#waiting.popFront();
    return dropped;
  }

  /** Takes in items that belong among those that wait. @returns how many waiting ones had to give way */
  merge(items: readonly T[], order: (a: T, b: T) => number): number {
    const all = [...this.waiting(), ...items].sort(order);
    this.#waiting.clear();
    return this.offer(all);
  }

  /** What may be shown now, oldest first. @param now milliseconds of a steady clock */
  take(now: number): T[] {
    const elapsed = Number.isNaN(this.#last) ? 0 : Math.max(0, now - this.#last);
    this.#last = now;
    if (this.held || this.#waiting.size === 0) {
      // The first row after a calm moment shows at once; time spent waiting earns no burst.
      this.#credit = Math.min(1, this.#credit + this.#earned(elapsed));
      return [];
    }
    if (this.rate === Number.POSITIVE_INFINITY) return this.#remove(this.#waiting.size);
    // A tab that slept catches up by at most one second.
    this.#credit = Math.min(this.#credit + this.#earned(elapsed), Math.max(1, this.rate));
    const count = Math.min(this.#waiting.size, Math.floor(this.#credit));
    this.#credit -= count;
    return this.#remove(count);
  }

  /** What waits, oldest first. */
  *waiting(): Generator<T> {
    for (let i = 0; i < this.#waiting.size; i++) yield this.#waiting.at(i)!;
  }

  clear(): void {
    this.#waiting.clear();
  }

  #earned(elapsed: number): number {
    return this.rate === Number.POSITIVE_INFINITY ? 1 : (elapsed * this.rate) / 1000;
  }

  #remove(count: number): T[] {
    const items: T[] = [];
    for (let i = 0; i < count; i++) items.push(this.#waiting.popFront()!);
    return items;
  }
}
