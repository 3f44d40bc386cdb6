import { hostname } from 'node:os';
import { LEVELS, type Level, SEVERITY } from '@logboom/core';
import type { Batch, Sink } from '../pipeline/sink.ts';

type Fields = Record<string, string | number | undefined>;

export interface ServerLogOptions {
  /** The least level that is written. */
  level: Level;
  /** Where lines go. @default standard error */
  write?: (line: string) => void;
}

const SOURCE = 'logboom';
/** One kind of message is kept this often a minute; the rest is counted. This ends every loop. */
const PER_MINUTE = 20;

/**
 * The server's own log: lines on standard error and, once there is a sink, records of the service
 * `logboom` in the store. A message that comes again and again is thinned out, so that a failing store or
 * spool cannot make the server feed itself.
 */
export class ServerLog {
  readonly #options: ServerLogOptions;
  #batch: Batch | undefined;
  #minute = 0;
  readonly #counts = new Map<string, number>();

  constructor(options: ServerLogOptions) {
    this.#options = options;
  }

  /** Keeps records from now on, too. */
  attach(sink: Sink): void {
    this.#batch = sink.batch(SOURCE);
  }

  detach(): void {
    this.#batch = undefined;
  }

  debug(message: string, fields?: Fields): void {
    this.#log('debug', message, fields);
  }

  info(message: string, fields?: Fields): void {
    this.#log('info', message, fields);
  }

  warn(message: string, fields?: Fields): void {
    this.#log('warn', message, fields);
  }

  error(message: string, fields?: Fields): void {
    this.#log('error', message, fields);
  }

  #log(level: Level, message: string, fields: Fields = {}): void {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(this.#options.level) || this.#isTooOften(message)) return;
    const pairs = Object.entries(fields).filter(([, value]) => value !== undefined);
    const suffix = pairs.map(([name, value]) => ` ${name}=${JSON.stringify(value)}`).join('');
    const write = this.#options.write ?? ((line: string) => void process.stderr.write(line));
    write(`${new Date().toISOString()} ${level.toUpperCase().padEnd(5)} ${message}${suffix}\n`);
    this.#keep(level, message, pairs);
  }

  #keep(level: Level, message: string, pairs: [string, string | number | undefined][]): void {
    const batch = this.#batch;
    if (batch === undefined) return;
    const draft = batch.draft();
    draft.ms = Date.now();
    draft.severity = SEVERITY[level];
    draft.message = message;
    draft.service = 'logboom';
    draft.host = hostname();
    for (const [name, value] of pairs) draft.attribute(name, String(value));
    batch.add();
    // A refused own record is only missing in the store: the line above was written.
    batch.commit().catch(() => undefined);
  }

  #isTooOften(message: string): boolean {
    const minute = Math.floor(Date.now() / 60_000);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#counts.clear();
    }
    const count = (this.#counts.get(message) ?? 0) + 1;
    this.#counts.set(message, count);
    return count > PER_MINUTE;
  }
}
