import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Batch } from '../delivery/batch.ts';
import type { Connection, ConnectionEvents, Transport } from '../delivery/transport.ts';
import { openStream, type StreamAddress, streamTarget } from './address.ts';

const WINDOW = 256;
const END_MS = 2_000;

/** How lines become bytes on the wire. */
export type Framing = (batch: Batch) => Buffer;

export interface StreamTransportOptions {
  /** @default as they are, each with a line end */
  framing?: Framing;
  /** Milliseconds after which what was written counts as arrived, if the connection still stands. */
  settle: number;
}

/**
 * A TCP server that does not answer. What was written shortly before a connection breaks is sent again, so
 * that a server that dies gets it at least once.
 */
export class StreamTransport implements Transport {
  readonly target: string;
  readonly #address: StreamAddress;
  readonly #options: StreamTransportOptions;

  constructor(address: StreamAddress, options: StreamTransportOptions) {
    this.#address = address;
    this.#options = options;
    this.target = streamTarget(address);
  }

  open(_client: string, events: ConnectionEvents): Connection {
    return new StreamConnection(this.#address, this.#options, events);
  }
}

class StreamConnection implements Connection {
  readonly #socket: Socket;
  readonly #events: ConnectionEvents;
  readonly #framing: Framing;
  readonly #settle: number;
  /** Numbers that are with the system, and since when. */
  readonly #written: { number: number; at: number }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #alive = true;
  #over = false;

  constructor(address: StreamAddress, options: StreamTransportOptions, events: ConnectionEvents) {
    this.#events = events;
    this.#settle = options.settle;
    this.#framing = options.framing ?? ((batch) => batch.read());
    this.#socket = openStream(address, () => events.ready(0));
    this.#socket
      .on('drain', () => events.room())
      .on('error', (error) => this.#end(error))
      .on('end', () => this.#end(new Error('the server closed the connection')))
      .on('close', () => this.#end(new Error('the server closed the connection')))
      .resume();
  }

  get window(): number {
    return this.#socket.writableNeedDrain ? 0 : WINDOW;
  }

  send(batch: Batch): void {
    const { number } = batch;
    this.#socket.write(this.#framing(batch), (error) => {
      if (error || this.#over) return;
      this.#written.push({ number, at: performance.now() });
      this.#schedule();
    });
  }

  hold(alive: boolean): void {
    this.#alive = alive;
    if (alive) this.#socket.ref();
    else this.#socket.unref();
  }

  /** A server that closes after it saw our end has read everything. */
  async end(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#over) return;
    this.#over = true;
    this.#socket.ref();
    const closed = once(this.#socket, 'close', { signal: AbortSignal.timeout(END_MS) });
    this.#socket.end();
    const last = this.#written.at(-1);
    try {
      await closed;
      if (last !== undefined) this.#events.delivered(last.number);
    } catch {
      // Not known to have arrived: it stays in the spool.
    }
  }

  destroy(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#socket.destroy();
  }

  #schedule(): void {
    const first = this.#written[0];
    if (first === undefined || this.#timer !== undefined) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#settled();
      },
      Math.max(0, first.at + this.#settle - performance.now()),
    );
    if (!this.#alive) this.#timer.unref();
  }

  #settled(): void {
    const before = performance.now() - this.#settle;
    let last = 0;
    while (this.#written.length > 0 && this.#written[0]!.at <= before) last = this.#written.shift()!.number;
    this.#schedule();
    if (last > 0) this.#events.delivered(last);
  }

  #end(error: Error): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#timer);
    this.#events.closed(error);
  }
}
