import type { Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { type Batch, linesOf } from '../delivery/batch.ts';
import type { Connection, ConnectionEvents, Transport } from '../delivery/transport.ts';

const WINDOW = 8;
/** What UDP can carry over IPv4 (RFC 768: 65,535 bytes with both headers). */
const MAX_DATAGRAM = 65_507;

export interface DatagramAddress {
  /** @default '127.0.0.1' */
  host?: string;
  port: number;
}

/**
 * One line a datagram. UDP has no answer; what shows here is only a host that says that nobody listens
 * (ICMP): what was sent shortly before that is kept and sent again.
 */
export class DatagramTransport implements Transport {
  readonly target: string;
  readonly #address: DatagramAddress;
  readonly #settle: number;

  constructor(address: DatagramAddress, settle: number) {
    this.#address = address;
    this.#settle = settle;
    this.target = `udp ${address.host ?? '127.0.0.1'}:${address.port}`;
  }

  open(_client: string, events: ConnectionEvents): Connection {
    return new DatagramConnection(this.#address, this.#settle, events);
  }
}

class DatagramConnection implements Connection {
  readonly window = WINDOW;
  readonly #socket: Socket;
  readonly #events: ConnectionEvents;
  readonly #settle: number;
  readonly #timers = new Set<NodeJS.Timeout>();
  #over = false;

  constructor({ host = '127.0.0.1', port }: DatagramAddress, settle: number, events: ConnectionEvents) {
    this.#events = events;
    this.#settle = settle;
    const { createSocket } = process.getBuiltinModule('node:dgram');
    this.#socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
    this.#socket.on('error', (error) => this.#end(error));
    // A name that cannot be resolved comes to the callback, which the types do not know.
    this.#socket.connect(port, host, ((error?: Error) => {
      if (error instanceof Error) this.#end(error);
      else events.ready(0);
    }) as () => void);
  }

  send(batch: Batch): void {
    let left = batch.records;
    const sent = (error: Error | null): void => {
      if (error !== null) this.#end(error);
      else if (--left === 0) this.#wait(batch.number);
    };
    for (const line of linesOf(batch)) this.#socket.send(cut(line), sent);
  }

  hold(alive: boolean): void {
    if (this.#over) return;
    if (alive) this.#socket.ref();
    else this.#socket.unref();
  }

  async end(): Promise<void> {}

  destroy(): void {
    this.#close();
  }

  #wait(number: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#over) this.#events.delivered(number);
    }, this.#settle);
    this.#timers.add(timer);
  }

  #end(error: Error): void {
    if (this.#over) return;
    this.#close();
    this.#events.closed(error);
  }

  #close(): void {
    if (this.#over) return;
    this.#over = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#socket.close();
  }
}

/** A datagram that is too long would be refused for ever: its end is cut. */
function cut(line: string): Buffer {
  const bytes = Buffer.from(line);
  return bytes.length <= MAX_DATAGRAM ? bytes : bytes.subarray(0, MAX_DATAGRAM);
}
