import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseHostPort } from './ports.ts';

/** A TCP connection that only knows bytes. */
export class Wire {
  readonly socket: Socket;
  /** What was received and not taken yet. */
  received: Buffer = Buffer.alloc(0);
  closed = false;
  #wake: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (chunk: Buffer) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.#wake();
    });
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.closed = true;
      this.#wake();
    });
    socket.once('end', () => this.#wake());
  }

  static async open(address: string): Promise<Wire> {
    const socket = connect(parseHostPort(address));
    await once(socket, 'connect');
    socket.setNoDelay(true);
    return new Wire(socket);
  }

  /** Sends everything; fulfilled when the system took it, also when the peer closed meanwhile. */
  async send(bytes: Buffer): Promise<void> {
    if (this.socket.destroyed || this.socket.write(bytes)) return;
    await this.#happens('drain');
  }

  /** Sends a byte at a time, each in a packet of its own. */
  async sendSlowly(bytes: Buffer): Promise<void> {
    for (const byte of bytes) {
      await this.send(Buffer.of(byte));
      await sleep(0);
    }
  }

  /** Reads until `read` makes something of what was received; undefined when the peer closes before. */
  async answer<Value>(
    read: (received: Buffer) => Value | undefined,
    deadline = 20_000,
  ): Promise<Value | undefined> {
    const end = Date.now() + deadline;
    for (;;) {
      const value = read(this.received);
      if (value !== undefined || this.closed || this.socket.readableEnded) return value;
      const left = end - Date.now();
      if (left <= 0) throw new Error(`no answer after ${deadline} ms`);
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      const timer = setTimeout(resolve, left);
      await promise;
      clearTimeout(timer);
    }
  }

  /** Says that nothing more comes, and waits until the peer closes too; one that does not is left. */
  async finish(deadline = 20_000): Promise<void> {
    if (this.closed) return;
    this.socket.end();
    const timer = setTimeout(() => this.socket.destroy(), deadline);
    await this.#happens('close');
    clearTimeout(timer);
  }

  /** An event of the socket, or its end, also a reset. */
  async #happens(event: 'drain' | 'close'): Promise<void> {
    if (this.closed) return;
    await new Promise<void>((resolve) => {
      this.socket.once(event, resolve);
      this.socket.once('close', resolve);
    });
  }

  destroy(): void {
    this.socket.destroy();
  }
}
