import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { LogEvent } from '../event/event.ts';
import { reportError } from '../exit/report.ts';
import type { Formatter } from '../formatters/formatter.ts';
import { Handler, type HandlerOptions } from '../handlers/handler.ts';
import { WARNING } from '../logger/levels.ts';
import type { BackoffOptions } from './backoff.ts';
import { Delivery } from './delivery.ts';
import { fitLine, fits } from './fit-line.ts';
import { LeftLane } from './left-lane.ts';
import { OwnLane } from './own-lane.ts';
import type { Refusal, Transport } from './transport.ts';

/** What every handler that sends to a server can be given. */
export interface DeliveryOptions extends HandlerOptions {
  /**
   * The directory where records wait for the server; `false` keeps them in memory only, and then they are
   * lost with the process. Handlers for different servers need different directories.
   * @default `logboom-spool/` and the name of the server, in the working directory
   */
  spool?: string | false;
  /** Bytes that may wait on the disk; beyond, the oldest are dropped, counted, and told of in the log. @default 1 GiB */
  maxBytes?: number;
  /** Bytes that may wait in memory when there is no spool, or its disk is full. @default 16 MiB */
  maxMemory?: number;
  /**
   * `turn` writes records to the spool at the end of the event loop's turn, so that kill -9 can take those of
   * the turn it falls into. `record` writes each before the call returns: it costs a system call a record,
   * and then not even kill -9 loses one. `disk` also waits for the disk (fdatasync): safe from power failure.
   * @default 'turn'
   */
  durability?: 'turn' | 'record' | 'disk';
  backoff?: BackoffOptions;
  /** Milliseconds without an answer after which a connection counts as dead. @default 30,000 */
  timeout?: number;
  /** Milliseconds that flush and close wait for the server. @default 5000 */
  flushTimeout?: number;
  /** Milliseconds that a batch may wait to be filled. @default 0; 250 over HTTP */
  linger?: number;
  /** A batch is closed at this many bytes. @default 65,536; 524,288 over HTTP */
  batchBytes?: number;
  /** A batch is closed at this many records. @default 1000; 5000 over HTTP */
  batchRecords?: number;
  /** The longest line in UTF-16 units; longer ones are cut. @default 262,144 */
  maxLine?: number;
}

/** What a kind of handler adds to its options. */
export interface DeliveryDefaults {
  formatter: Formatter;
  transport: Transport;
  /** Whether the server reads JSON, so that a text of several lines can be the message of a record. */
  json: boolean;
  linger?: number;
  batchBytes?: number;
  batchRecords?: number;
}

/** How a handler is doing. Records, except where it says otherwise. */
export interface DeliveryStats {
  /** Not delivered yet. */
  waiting: number;
  /** The server has them. */
  delivered: number;
  /** Lost because too many waited. */
  dropped: number;
  /** The server would not have them. */
  refused: number;
  connected: boolean;
}

/** The text kept back until the turn ends; longer, it is written at once. */
const TURN_LENGTH = 64 * 1024;

/** A handler that stores its lines and sends them on: what network, database and Redis handlers share. */
export abstract class DeliveryHandler extends Handler {
  readonly #lane: OwnLane;
  readonly #delivery: Delivery;
  readonly #target: string;
  readonly #json: boolean;
  readonly #maxLine: number;
  readonly #flushTimeout: number;
  readonly #direct: boolean;
  readonly #turnLength: number;
  readonly #turnRecords: number;
  #text = '';
  #records = 0;
  #turn: NodeJS.Immediate | undefined;
  /** Nothing may come after this turn: records are written at once. */
  #ending = false;
  #dropped = 0;
  #untold = 0;
  #delivered = 0;
  #refused = 0;
  #gaveUp = false;

  constructor(options: DeliveryOptions, defaults: DeliveryDefaults) {
    super(options, defaults.formatter);
    const { transport } = defaults;
    this.#target = transport.target;
    this.#json = defaults.json;
    this.#maxLine = options.maxLine ?? 262_144;
    this.#flushTimeout = options.flushTimeout ?? 5_000;
    const durability = options.durability ?? 'turn';
    this.#direct = durability !== 'turn';
    const directory = directoryOf(options.spool, transport);
    const onError = (error: unknown): void => reportError(`handler ${this.name}, spool ${directory}`, error);
    const left = directory === undefined ? [] : LeftLane.findAll(directory, onError);
    const batchBytes = options.batchBytes ?? defaults.batchBytes ?? 65_536;
    const batchRecords = options.batchRecords ?? defaults.batchRecords ?? 1_000;
    this.#turnLength = Math.min(TURN_LENGTH, batchBytes);
    this.#turnRecords = batchRecords;
    this.#lane = new OwnLane({
      client: newClient(),
      directory,
      sync: durability === 'disk',
      batchBytes,
      batchRecords,
      maxBytes: options.maxBytes ?? 1024 ** 3,
      maxMemory: options.maxMemory ?? 16 * 1024 ** 2,
      onError,
      onDropped: (records) => this.#drop(records),
    });
    const timing = {
      backoff: options.backoff,
      timeout: options.timeout ?? 30_000,
      linger: options.linger ?? defaults.linger ?? 0,
    };
    this.#delivery = new Delivery(transport, [...left, this.#lane], timing, {
      delivered: (records) => {
        this.#delivered += records;
      },
      refused: (count, examples) => this.#refuse(count, examples),
      away: (error) => this.#away(error, directory),
      back: () => this.#tellDropped(),
    });
    if (left.length > 0) this.#delivery.pump();
  }

  get stats(): DeliveryStats {
    return {
      waiting: this.#records + this.#delivery.waiting,
      delivered: this.#delivered,
      dropped: this.#dropped,
      refused: this.#refused,
      connected: this.#delivery.connected,
    };
  }

  /** Only what no file holds would be lost. */
  override get pending(): boolean {
    return !this.#gaveUp && (this.#records > 0 || this.#lane.volatile);
  }

  override emit(event: LogEvent): void {
    this.write(this.format(event));
  }

  /** Sends a line that is formatted already, without its end: for bridges. */
  write(line: string): void {
    if (this.closed) return;
    const fit = fits(line, this.#maxLine) ? line : fitLine(line, this.#maxLine, this.#json);
    this.#text += `${fit}\n`;
    this.#records++;
    this.#gaveUp = false;
    const full = this.#text.length >= this.#turnLength || this.#records >= this.#turnRecords;
    if (full || this.#direct || this.#ending) this.#store();
    this.#schedule();
  }

  /** Puts everything into the spool. */
  override flushSync(): void {
    this.#ending = true;
    this.#store();
    this.#schedule();
  }

  /**
   * Resolves when the server has everything, or, while it is away, when everything is in the spool.
   *
   * @throws Error when neither could be reached in time
   */
  override async flush(): Promise<void> {
    this.#store();
    const done = await this.#delivery.settle(this.#flushTimeout, this.#lane.volatile);
    if (done || !this.#lane.volatile) return;
    this.#gaveUp = true;
    throw new Error(`${this.#target} did not take ${this.#lane.waiting} records in ${this.#flushTimeout} ms`);
  }

  override async close(): Promise<void> {
    if (this.closed) return;
    try {
      await super.close();
    } finally {
      clearImmediate(this.#turn);
      await this.#delivery.stop();
    }
  }

  #schedule(): void {
    this.#turn ??= setImmediate(() => {
      this.#turn = undefined;
      this.#ending = false;
      this.#store();
      this.#delivery.pump();
    });
  }

  #store(): void {
    if (this.#records === 0) return;
    const text = this.#text;
    const records = this.#records;
    this.#text = '';
    this.#records = 0;
    this.#lane.append(text, records);
  }

  #drop(records: number): void {
    this.#dropped += records;
    this.#untold += records;
    reportError(
      `handler ${this.name}`,
      new Error(`${this.#target}: too much waits, ${records} records dropped`),
    );
  }

  /** The log itself says what is missing in it, once somebody can read it. */
  #tellDropped(): void {
    if (this.#untold === 0) return;
    const template = `${this.#untold} records were dropped while the log server was away`;
    const fields = { dropped: this.#untold };
    this.#untold = 0;
    this.emit(LogEvent.from({ name: 'logboom', level: WARNING, template, fields }));
  }

  #refuse(count: number, examples: readonly Refusal[]): void {
    this.#refused += count;
    const why = examples.map(({ line, reason }) => `line ${line}: ${reason}`).join('; ');
    reportError(`handler ${this.name}`, new Error(`${this.#target} refused ${count} records (${why})`));
  }

  #away(error: Error, directory: string | undefined): void {
    const place = directory === undefined ? 'memory' : `the spool ${directory}`;
    const reason =
      error.message === '' ? ((error as NodeJS.ErrnoException).code ?? error.name) : error.message;
    reportError(
      `handler ${this.name}`,
      new Error(`${this.#target} is away (${reason}); records wait in ${place}`, { cause: error }),
    );
  }
}

function directoryOf(spool: string | false | undefined, transport: Transport): string | undefined {
  if (spool === false) return undefined;
  return spool ?? `logboom-spool/${transport.target.replace(/[^\w.-]+/g, '_')}`;
}

/** Names sort by age; no two are the same, whatever the host and the moment. */
function newClient(): string {
  const host = hostname()
    .replace(/[^\w-]+/g, '_')
    .slice(0, 60);
  return `${Date.now().toString(36)}-${host}-${process.pid}-${randomBytes(6).toString('hex')}`;
}
