import type { LogRecord } from '@logboom/core';
import type { Frame } from '../spool/frame.ts';
import { readBlock } from '../store/native/reader.ts';

/** Where a watcher's chunks go. */
export interface WatcherOutput {
  /** Bytes that were written and have not left this process. */
  backlog(): number;
  write(chunk: string): void;
  /** Tells of records that were not sent. */
  skipped(count: number): void;
}

/** What a watcher wants to see, and in which form. Watchers of the same name share the work. */
export interface View {
  name: string;
  matches(record: LogRecord): boolean;
  encode(record: LogRecord): string;
}

interface Watcher {
  output: WatcherOutput;
  skipped: number;
}

interface Group {
  view: View;
  watchers: Set<Watcher>;
}

/** A watcher that has this much unsent misses records, counted, instead of growing the server. */
const BACKLOG_MAX = 1024 * 1024;
/** So many bytes of batches may wait for being shown; what is over is skipped, counted. */
const QUEUE_MAX = 16 * 1024 * 1024;
/** Showing gives way to receiving after this long. */
const SLICE_MS = 8;
const REMIND_MS = 250;

export interface HubOptions {
  onSkipped?: (count: number) => void;
}

/** The tail hub: every batch that became durable, shown to everyone who watches. */
export class TailHub {
  /** The number of the last row that became durable here. */
  last = 0;
  readonly #groups = new Map<string, Group>();
  readonly #queue: Frame[] = [];
  readonly #options: HubOptions;
  #queuedBytes = 0;
  #scheduled = false;
  #watchers = 0;
  #reminder: NodeJS.Timeout | undefined;

  constructor(options: HubOptions = {}) {
    this.#options = options;
  }

  get watchers(): number {
    return this.#watchers;
  }

  /** Shows a view's records to an output until the returned function is called. */
  watch(view: View, output: WatcherOutput): () => void {
    let group = this.#groups.get(view.name);
    if (group === undefined) {
      group = { view, watchers: new Set() };
      this.#groups.set(view.name, group);
    }
    const { watchers } = group;
    const watcher: Watcher = { output, skipped: 0 };
    watchers.add(watcher);
    this.#watchers++;
    return () => {
      if (!watchers.delete(watcher)) return;
      this.#watchers--;
      if (watchers.size === 0) this.#groups.delete(view.name);
    };
  }

  /** Takes batches that became durable. Costs nothing while nobody watches. */
  publish(frames: Frame[]): void {
    for (const { meta, rows } of frames) this.last = Math.max(this.last, meta.sequence + rows - 1);
    if (this.#groups.size === 0) return;
    for (const frame of frames) {
      if (frame.meta.table !== undefined) continue;
      if (this.#queuedBytes > QUEUE_MAX) {
        this.#skipAll(frame.rows);
        continue;
      }
      this.#queue.push(frame);
      this.#queuedBytes += frame.payload.length;
    }
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled || this.#queue.length === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      const until = performance.now() + SLICE_MS;
      while (this.#queue.length > 0 && performance.now() < until) this.#show(this.#queue.shift()!);
      this.#schedule();
    });
  }

  #show(frame: Frame): void {
    this.#queuedBytes -= frame.payload.length;
    if (this.#groups.size === 0) return;
    const records = readBlock(frame.payload);
    for (const group of this.#groups.values()) {
      let chunk = '';
      let count = 0;
      for (const record of records) {
        if (!group.view.matches(record)) continue;
        chunk += group.view.encode(record);
        count++;
      }
      if (count > 0) for (const watcher of group.watchers) this.#deliver(watcher, chunk, count);
    }
  }

  #deliver(watcher: Watcher, chunk: string, count: number): void {
    const { output } = watcher;
    if (output.backlog() > BACKLOG_MAX) {
      watcher.skipped += count;
      this.#options.onSkipped?.(count);
      this.#remind();
      return;
    }
    tell(watcher);
    output.write(chunk);
  }

  #skipAll(rows: number): void {
    for (const { watchers } of this.#groups.values()) for (const watcher of watchers) watcher.skipped += rows;
    this.#options.onSkipped?.(rows * this.#watchers);
    this.#remind();
  }

  /** After a burst nothing more may come: a watcher learns what it missed all the same, as soon as it reads on. */
  #remind(): void {
    this.#reminder ??= setTimeout(() => {
      this.#reminder = undefined;
      for (const { watchers } of this.#groups.values()) {
        for (const watcher of watchers) {
          if (watcher.output.backlog() <= BACKLOG_MAX) tell(watcher);
          if (watcher.skipped > 0) this.#remind();
        }
      }
    }, REMIND_MS).unref();
  }
}

function tell(watcher: Watcher): void {
  if (watcher.skipped === 0) return;
  watcher.output.skipped(watcher.skipped);
  watcher.skipped = 0;
}
