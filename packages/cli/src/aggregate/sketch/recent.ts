import { type Draft, levelOf } from '@logboom/core';
import { ownText } from './top.ts';

/** Only so many of the newest errors are kept whole. */
const KEPT = 500;
const SLOT_MS = 10_000;
/** Errors are counted in slots of ten seconds, for as many of them: a day and a half. */
const MAX_SLOTS = 12_960;
const MAX_MESSAGE = 2_000;

/** An error to show. */
export interface ErrorRecord {
  level: string;
  service: string;
  message: string;
  trace_id: string;
  logger: string;
  file: string;
  line: number;
  /** Where the part of the file begins in which `line` counts. */
  part: number;
  /** The time, in ms since 1970 and ns inside of it; NaN where there is none. */
  ms: number;
  ns: number;
}

export interface RecentState {
  errors: ErrorRecord[];
  slots: [number, number][];
}

/** The newest errors, and how many there were in any last part of the data. */
export class RecentErrors {
  #errors: ErrorRecord[] = [];
  readonly #slots = new Map<number, number>();
  /** Errors before this are surely not among the newest. */
  #since = Number.NEGATIVE_INFINITY;

  add(draft: Draft, file: string, part: number, line: number): void {
    const { ms } = draft;
    if (!Number.isNaN(ms)) this.#count(Math.floor(ms / SLOT_MS), 1);
    if (ms < this.#since) return;
    this.#errors.push({
      level: levelOf(draft.severity),
      service: ownText(draft.service),
      message: ownText(draft.message.slice(0, MAX_MESSAGE)),
      trace_id: ownText(draft.trace_id),
      logger: ownText(draft.logger),
      file,
      line,
      part,
      ms,
      ns: draft.ns,
    });
    if (this.#errors.length >= KEPT * 2) this.#trim();
  }

  /** The newest errors since a moment, newest first, and how many there were (to ten seconds). */
  since(ms: number): { total: number; errors: ErrorRecord[] } {
    this.#trim();
    const errors = this.#errors.filter((error) => error.ms >= ms || Number.isNaN(error.ms));
    if (errors.length < this.#errors.length || this.#errors.length < KEPT)
      return { total: errors.length, errors };
    let total = 0;
    for (const [slot, count] of this.#slots) if ((slot + 1) * SLOT_MS > ms) total += count;
    return { total: Math.max(total, errors.length), errors };
  }

  get state(): RecentState {
    this.#trim();
    return { errors: this.#errors, slots: [...this.#slots] };
  }

  merge({ errors, slots }: RecentState): void {
    this.#errors.push(...errors);
    this.#trim();
    for (const [slot, count] of slots) this.#count(slot, count);
  }

  #count(slot: number, count: number): void {
    this.#slots.set(slot, (this.#slots.get(slot) ?? 0) + count);
    if (this.#slots.size <= MAX_SLOTS * 2) return;
    const oldFirst = [...this.#slots.keys()].sort((a, b) => a - b);
    for (const old of oldFirst.slice(0, -MAX_SLOTS)) this.#slots.delete(old);
  }

  #trim(): void {
    // An error without a time counts as the oldest.
    const time = ({ ms }: ErrorRecord): number => (Number.isNaN(ms) ? Number.NEGATIVE_INFINITY : ms);
    this.#errors.sort((a, b) => time(b) - time(a));
    if (this.#errors.length <= KEPT) return;
    this.#errors.length = KEPT;
    this.#since = time(this.#errors.at(-1)!);
  }
}
