import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { LogboomError, reasonOf } from '@logboom/core';
import type { Batch } from '../../pipeline/sink.ts';
import type { InputContext } from '../input.ts';
import { formatAddress, parseAddress, peerName } from './address.ts';

export interface UdpListenerOptions {
  input: string;
  /** The configuration key, for messages. */
  key: string;
  address: string;
  /** Decodes one datagram. What it throws is counted; nothing else is lost. */
  message(datagram: Buffer, peer: string, batch: Batch): void;
}

/** The system's own buffer for datagrams that wait for us. */
const RECEIVE_BUFFER = 8 * 1024 * 1024;
const BATCH_BYTES = 4 * 1024 * 1024;

/** A UDP server for log protocols. Its senders cannot be made to wait: what cannot be taken is counted. */
export class UdpListener {
  readonly #context: InputContext;
  readonly #options: UdpListenerOptions;
  readonly #batch: Batch;
  #socket: Socket | undefined;
  #scheduled = false;
  #flushed: Promise<void> = Promise.resolve();

  constructor(context: InputContext, options: UdpListenerOptions) {
    this.#context = context;
    this.#options = options;
    this.#batch = context.sink.batch(options.input);
  }

  get address(): string | undefined {
    return this.#socket && formatAddress(this.#socket.address());
  }

  /** @throws whatever the system says when the address cannot be had */
  async start(): Promise<void> {
    const { host, port } = parseAddress(this.#options.address, this.#options.key);
    const socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4', recvBufferSize: RECEIVE_BUFFER });
    socket.bind(port, host);
    await once(socket, 'listening');
    socket.on('message', (datagram, { address }) => this.#take(datagram, peerName(address)));
    socket.on('error', (error) =>
      this.#context.log.warn('a listener failed', { input: this.#options.input, reason: reasonOf(error) }),
    );
    this.#socket = socket;
  }

  async stop(): Promise<void> {
    const socket = this.#socket;
    if (socket === undefined) return;
    const closed = once(socket, 'close');
    socket.close();
    await closed;
    this.#flush();
    await this.#flushed;
  }

  #take(datagram: Buffer, peer: string): void {
    const { sink, metrics } = this.#context;
    const { input } = this.#options;
    if (sink.refusal() !== undefined) return metrics.dropped.inc({ input });
    try {
      this.#options.message(datagram, peer, this.#batch);
    } catch (error) {
      metrics.rejected.inc({ input, reason: LogboomError.is(error) ? error.code : 'LB_INTERNAL' });
      this.#context.log.warn('a datagram was refused', { input, peer, reason: reasonOf(error) });
    }
    if (this.#batch.bytes > BATCH_BYTES) return this.#flush();
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    this.#scheduled = false;
    const { rows } = this.#batch;
    const flushed = this.#batch.commit().catch((error: unknown) => {
      this.#context.metrics.dropped.inc({ input: this.#options.input }, rows);
      this.#context.log.warn('datagrams were dropped', {
        input: this.#options.input,
        reason: reasonOf(error),
      });
    });
    this.#flushed = Promise.all([this.#flushed, flushed]).then(() => undefined);
  }
}
