import { Deque } from './deque.ts';
import { Pump } from './pump.ts';
import type { Row } from './row.ts';

const BACKLOG_CAPACITY = 50_000;
/** Where a record could be shown twice: among so many rows on either side. */
const OVERLAP = 2_000;

/** What arrived while the page follows: the rows that are shown, newest first, and those that wait for it. */
export class Arrivals {
  readonly #shown = new Deque<Row>();
  readonly #pump = new Pump<Row>(BACKLOG_CAPACITY);
  /** Rows that gave way because too many waited. */
  dropped = 0;

  /** Rows that are shown. */
  get size(): number {
    return this.#shown.size;
  }

  /** Rows that wait. */
  get backlog(): number {
    return this.#pump.backlog;
  }

  set held(held: boolean) {
    this.#pump.held = held;
  }

  /** Rows a second. */
  set rate(rate: number) {
    this.#pump.rate = rate;
  }

  at(index: number): Row | undefined {
    return this.#shown.at(index);
  }

  clear(): void {
    this.#shown.clear();
    this.#pump.clear();
  }

  /** @param rows oldest first */
  offer(rows: readonly Row[]): void {
    this.dropped += this.#pump.offer(rows);
  }

  /** Puts rows where they belong by time: among those that wait, or among those that are shown. */
  insert(rows: readonly Row[]): void {
    if (this.#pump.backlog > 0 || this.#pump.held) {
      this.dropped += this.#pump.merge(rows, byTime);
      return;
    }
    const all = [...rows].sort(byTime);
    const oldest = all[0];
    if (oldest === undefined) return;
    for (let top = this.at(0); top && byTime(top, oldest) > 0; top = this.at(0)) {
      all.push(this.#shown.popFront()!);
    }
    for (const row of all.sort(byTime)) this.#shown.pushFront(row);
  }

  /** Shows what may be shown now. @param now milliseconds of a steady clock */
  step(now: number): void {
    for (const row of this.#pump.take(now)) this.#shown.pushFront(row);
  }

  /** Gives up the oldest rows until so many are left. @returns the newest of those that went */
  trim(capacity: number): Row | undefined {
    let gone: Row | undefined;
    while (this.#shown.size > capacity) gone = this.#shown.popBack();
    return gone;
  }

  /** The ids of what arrived first: where the past begins. */
  first(): Set<string> {
    const ids = new Set<string>();
    for (let i = Math.max(0, this.size - OVERLAP); i < this.size; i++) ids.add(this.at(i)!.record.id);
    let waiting = 0;
    for (const row of this.#pump.waiting()) {
      if (waiting++ === OVERLAP) break;
      ids.add(row.record.id);
    }
    return ids;
  }

  /** All rows, shown or waiting. */
  *all(): Generator<Row> {
    yield* this.#pump.waiting();
    for (let i = 0; i < this.size; i++) yield this.at(i)!;
  }
}

function byTime(a: Row, b: Row): number {
  const [left, right] = [a.record.timestamp, b.record.timestamp];
  return left < right ? -1 : left > right ? 1 : 0;
}
