import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { parseHostPort } from './ports.ts';

/** A UDP socket that sends to one address. */
export class DatagramSender {
  readonly #socket = createSocket('udp4');
  readonly #target: { host: string; port: number };

  constructor(address: string) {
    this.#target = parseHostPort(address);
  }

  /** Fulfilled when the system has taken it. */
  send(datagram: Buffer): Promise<void> {
    const { host, port } = this.#target;
    return new Promise((resolve, reject) => {
      this.#socket.send(datagram, port, host, (error) => (error ? reject(error) : resolve()));
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#socket, 'close');
    this.#socket.close();
    await closed;
  }
}
