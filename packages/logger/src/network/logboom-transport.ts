import type { Socket } from 'node:net';
import type { Batch } from '../delivery/batch.ts';
import type { Connection, ConnectionEvents, Transport } from '../delivery/transport.ts';
import { openStream, type StreamAddress, streamTarget } from './address.ts';
import { type Answer, AnswerReader } from './answers.ts';

/** The server holds up to 64 batches that are not on its disk before it stops reading. */
const WINDOW = 32;

/** Numbered batches over TCP that Logboom acknowledges: docs/inputs/lines.md. */
export class LogboomTransport implements Transport {
  readonly target: string;
  readonly #address: StreamAddress;

  constructor(address: StreamAddress) {
    this.#address = address;
    this.target = streamTarget(address);
  }

  open(client: string, events: ConnectionEvents): Connection {
    return new LogboomConnection(this.#address, client, events);
  }
}

class LogboomConnection implements Connection {
  readonly window = WINDOW;
  readonly #socket: Socket;
  readonly #events: ConnectionEvents;
  readonly #reader = new AnswerReader();
  #over = false;

  constructor(address: StreamAddress, client: string, events: ConnectionEvents) {
    this.#events = events;
    this.#socket = openStream(address, () =>
      this.#socket.write(`${JSON.stringify({ logboom: 'hello', version: 1, client })}\n`),
    );
    this.#socket
      .setEncoding('utf8')
      .on('data', (chunk: string) => this.#data(chunk))
      .on('error', (error) => this.#end(error))
      .on('close', () => this.#end(new Error('the server closed the connection')));
  }

  send(batch: Batch): void {
    const { number, records } = batch;
    this.#socket.cork();
    this.#socket.write(`${JSON.stringify({ logboom: 'batch', number, records })}\n`);
    this.#socket.write(batch.read());
    this.#socket.uncork();
  }

  hold(alive: boolean): void {
    if (alive) this.#socket.ref();
    else this.#socket.unref();
  }

  /** Every batch has its answer, so there is nothing to wait for. */
  async end(): Promise<void> {
    this.#socket.end();
  }

  destroy(): void {
    this.#over = true;
    this.#socket.destroy();
  }

  #data(chunk: string): void {
    try {
      for (const answer of this.#reader.push(chunk)) if (!this.#over) this.#answer(answer);
    } catch (error) {
      this.#end(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #answer(answer: Answer): void {
    if (answer.kind === 'welcome') this.#events.ready(answer.last);
    else if (answer.kind === 'ack') this.#events.delivered(answer.number, answer.refused);
    else this.#end(new Error(answer.message));
  }

  #end(error: Error): void {
    if (this.#over) return;
    this.#over = true;
    this.#events.closed(error);
  }
}
