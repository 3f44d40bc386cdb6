import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { RotationHandler, type RotationOptions } from './rotation.ts';
import { Schedule, type TimeOfDay } from './schedule.ts';

export interface TimedRotatingFileHandlerOptions extends RotationOptions {
  /** S, M, H, D, midnight, W0 (Monday) .. W6, in any case. @default 'H' */
  when?: string;
  /** How many of these units. @default 1 */
  interval?: number;
  /** Names and midnights in UTC, not in local time. @default false */
  utc?: boolean;
  /** The time of day at which `midnight` and weekdays rotate: `13:45`, `13:45:30`. @default midnight */
  atTime?: string | TimeOfDay;
  /** Milliseconds since 1970: another clock, for replays and tests. @default Date.now */
  clock?: () => number;
}

/**
 * Rotates by time: at midnight `app.log` becomes `app.log.2026-07-01`, as Python's
 * TimedRotatingFileHandler, of which it differs where that one loses lines: a name that is already there
 * (a restart, the hour that comes twice in autumn) is appended to.
 *
 * @example new TimedRotatingFileHandler({ filename: 'app.log', when: 'midnight', backupCount: 7 })
 */
export class TimedRotatingFileHandler extends RotationHandler {
  readonly #schedule: Schedule;
  readonly #clock: () => number;
  #next: number;

  constructor(options: TimedRotatingFileHandlerOptions) {
    const { when = 'H', interval = 1, utc = false, atTime, clock = Date.now, ...rest } = options;
    const schedule = new Schedule(when, interval, utc, timeOfDay(atTime));
    const known = fileTime(rest.filename);
    super({ ...rest, mode: 'a' });
    this.#schedule = schedule;
    this.#clock = clock;
    this.#next = schedule.next(known ?? this.#now());
  }

  /** When the file is rotated next: milliseconds since 1970. */
  get rolloverAt(): number {
    return this.#next;
  }

  protected override shouldRotate(): boolean {
    if (this.#clock() < this.#next) return false;
    if (this.file.regular) return true;
    this.#next = this.#schedule.next(this.#now());
    return false;
  }

  protected override moveAway(): void {
    this.moveCurrent(this.nameOf(`${this.filename}.${this.#schedule.nameBefore(this.#next)}`));
    this.#next = this.#schedule.next(this.#now());
    if (this.backupCount > 0) this.#removeOld();
  }

  /** Whole seconds, as file times and Python have them. */
  #now(): number {
    return Math.floor(this.#clock() / 1000) * 1000;
  }

  #removeOld(): void {
    const folder = dirname(this.filename);
    const names = new Set<string>();
    for (const name of readdirSync(folder)) {
      const plain = this.archive === undefined ? name : name.replace(/\.(?:gz|zst)$/, '');
      if (this.#isOld(plain)) names.add(plain);
    }
    const sorted = [...names].sort();
    for (const name of sorted.slice(0, Math.max(0, sorted.length - this.backupCount))) {
      const path = join(folder, name);
      if (this.archive === undefined) rmSync(path, { force: true });
      else this.archive.remove(path);
    }
  }

  /** Whether a file is an old one of ours: the date may stand anywhere behind the name, as a namer put it. */
  #isOld(name: string): boolean {
    const base = basename(this.filename);
    const stem = this.hasNamer ? base.slice(0, base.length - extname(base).length) : base;
    if (!name.startsWith(`${stem}.`)) return false;
    const { pattern } = this.#schedule;
    return name
      .slice(stem.length + 1)
      .split('.')
      .some((part) => pattern.test(part));
  }
}

/** When the file of an earlier run was last written: its interval goes on. */
function fileTime(filename: string): number | undefined {
  return existsSync(filename) ? Math.floor(statSync(filename).mtimeMs / 1000) * 1000 : undefined;
}

function timeOfDay(text: string | TimeOfDay | undefined): TimeOfDay | undefined {
  if (typeof text !== 'string') return text;
  const [hour = 0, minute = 0, second = 0] = text.split(':').map(Number);
  return { hour, minute, second };
}
