import { Backoff, type BackoffOptions } from './backoff.ts';
import type { Lane } from './lane.ts';
import type { Connection, Refusal, Transport } from './transport.ts';

export interface DeliveryOptions {
  backoff?: BackoffOptions | undefined;
  /** Milliseconds without an answer after which a connection counts as dead. */
  timeout: number;
  /** Milliseconds that a batch may wait to be filled. */
  linger: number;
}

/** What a handler is told. */
export interface DeliveryEvents {
  delivered(records: number): void;
  refused(count: number, examples: readonly Refusal[]): void;
  away(error: Error): void;
  back(): void;
}

/**
 * Sends lanes over a transport, one after the other and each in order. When the connection ends it waits,
 * connects again, and sends again what has no answer.
 */
export class Delivery {
  readonly #transport: Transport;
  readonly #options: DeliveryOptions;
  readonly #events: DeliveryEvents;
  readonly #backoff: Backoff;
  readonly #lanes: Lane[];
  #connection: Connection | undefined;
  #ready = false;
  /** The last number sent over this connection, and the last that was answered. */
  #sent = 0;
  #answered = 0;
  /** Numbers that are sent and not answered. */
  #flying: number[] = [];
  #retry: NodeJS.Timeout | undefined;
  #linger: NodeJS.Timeout | undefined;
  #silence: NodeJS.Timeout | undefined;
  #away = false;
  /** How many wait in `settle`, and how many of them whatever happens. */
  #urgent = 0;
  #patient = 0;
  /** The batch being filled has waited long enough. */
  #due = false;
  #stopped = false;
  #idle: (() => void)[] = [];

  constructor(transport: Transport, lanes: Lane[], options: DeliveryOptions, events: DeliveryEvents) {
    this.#transport = transport;
    this.#lanes = lanes;
    this.#options = options;
    this.#events = events;
    this.#backoff = new Backoff(options.backoff);
  }

  /** Records of all lanes that are not delivered, as far as is known. */
  get waiting(): number {
    return this.#lanes.reduce((sum, lane) => sum + lane.waiting, 0);
  }

  get connected(): boolean {
    return this.#ready;
  }

  /** Whether the server could not be reached when it was last tried. */
  get away(): boolean {
    return this.#away;
  }

  /** To be called when there may be something to send. */
  pump(): void {
    if (this.#stopped || this.#retry !== undefined) return;
    this.#skipFinished();
    const lane = this.#lanes[0];
    if (lane === undefined) return;
    if (this.#connection === undefined) {
      if (lane.waiting > 0 && !this.#lingers(lane)) this.#connect(lane);
      return;
    }
    if (this.#ready) this.#sendFrom(lane, this.#connection);
  }

  /**
   * Tries at once to send all, and resolves when nothing waits or time is over; with `patient` unset also when
   * the server is away. Says whether nothing waits. Keeps the process alive meanwhile.
   */
  async settle(milliseconds: number, patient: boolean): Promise<boolean> {
    this.#urgent++;
    if (patient) this.#patient++;
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.pump();
    if (this.waiting > 0 && !this.#stopped) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, milliseconds);
      this.#idle.push(resolve);
      await promise;
      clearTimeout(timer);
    }
    this.#urgent--;
    if (patient) this.#patient--;
    this.#letGo();
    return this.waiting === 0;
  }

  /** Ends the connection; lanes keep what is not delivered. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    for (const timer of [this.#retry, this.#linger, this.#silence]) clearTimeout(timer);
    const connection = this.#connection;
    if (connection !== undefined && this.#ready) await connection.end();
    this.#connection = undefined;
    connection?.destroy();
    for (const lane of this.#lanes) lane.close();
    this.#wake();
  }

  #lingers(lane: Lane): boolean {
    if (this.#options.linger === 0 || this.#urgent > 0 || this.#due) return false;
    if (lane.next(this.#sent, false) !== undefined) return false;
    this.#linger ??= setTimeout(() => {
      this.#linger = undefined;
      this.#due = true;
      this.pump();
    }, this.#options.linger);
    return true;
  }

  #connect(lane: Lane): void {
    this.#ready = false;
    this.#sent = 0;
    this.#answered = 0;
    this.#flying = [];
    const mine = (): boolean => this.#connection === connection && !this.#stopped;
    const connection: Connection = this.#transport.open(lane.client, {
      ready: (last) => {
        if (!mine()) return;
        this.#ready = true;
        this.#sent = last;
        this.#deliver(lane, last);
        this.pump();
        this.#watch();
      },
      room: () => {
        if (mine()) this.pump();
      },
      delivered: (number, refused) => {
        if (this.#connection !== connection) return;
        if (refused !== undefined && refused.count > 0) this.#events.refused(refused.count, refused.examples);
        this.#backoff.reset();
        if (this.#away) {
          this.#away = false;
          this.#events.back();
        }
        this.#deliver(lane, number);
        this.pump();
        this.#watch();
      },
      closed: (error, retryAfter) => {
        if (mine()) this.#lost(error, retryAfter ?? 0);
      },
    });
    this.#connection = connection;
    this.#watch();
  }

  #deliver(lane: Lane, number: number): void {
    this.#answered = Math.max(this.#answered, number);
    while (this.#flying.length > 0 && this.#flying[0]! <= number) this.#flying.shift();
    const records = lane.delivered(number);
    if (records > 0) this.#events.delivered(records);
    if (this.waiting === 0) this.#wake();
  }

  #sendFrom(lane: Lane, connection: Connection): void {
    while (this.#flying.length < connection.window && this.#connection === connection) {
      const batch = lane.next(this.#sent, !this.#lingers(lane));
      if (batch === undefined) break;
      this.#due = false;
      this.#sent = batch.number;
      this.#flying.push(batch.number);
      connection.send(batch);
    }
    this.#watch();
  }

  /** A lane that is done makes place for the next, which has a name of its own and so its own connection. */
  #skipFinished(): void {
    while (this.#lanes[0]?.finished === true) {
      this.#lanes.shift()!.close();
      const connection = this.#connection;
      this.#connection = undefined;
      this.#ready = false;
      this.#sent = 0;
      this.#flying = [];
      connection?.destroy();
    }
  }

  /** A connection keeps the process alive, and must answer, only while something is on its way. */
  #watch(): void {
    clearTimeout(this.#silence);
    this.#silence = undefined;
    const connection = this.#connection;
    if (connection === undefined) return;
    const busy = !this.#ready || this.#flying.length > 0;
    connection.hold(busy);
    if (!busy) return;
    const { timeout } = this.#options;
    this.#silence = setTimeout(() => {
      if (this.#connection === connection) this.#lost(new Error(`no answer for ${timeout} ms`), 0);
    }, timeout);
    this.#silence.unref();
  }

  #lost(error: Error, retryAfter: number): void {
    const connection = this.#connection;
    this.#connection = undefined;
    this.#ready = false;
    this.#sent = 0;
    this.#flying = [];
    connection?.destroy();
    clearTimeout(this.#silence);
    const idle = this.waiting === 0;
    if (!idle) {
      if (!this.#away) this.#events.away(error);
      this.#away = true;
    }
    this.#retry = setTimeout(
      () => {
        this.#retry = undefined;
        this.pump();
      },
      Math.max(retryAfter, this.#backoff.next()),
    );
    if (this.#patient === 0) this.#wake();
    this.#letGo();
  }

  /** A process that has nothing else to do ends: what waits is on the disk. */
  #letGo(): void {
    if (this.#urgent === 0) this.#retry?.unref();
  }

  #wake(): void {
    const waiters = this.#idle;
    this.#idle = [];
    for (const wake of waiters) wake();
  }
}
