import type { Socket } from 'node:net';

/** So many connections over the limit are told why; more are closed without a word. */
const TOLD = 256;
/** How long a connection over the limit has to ask for something, and be told. */
const PATIENCE_MS = 2_000;

/**
 * Counts the connections of a listener whose protocol has a place for an answer: those over the limit are taken
 * only to be told so.
 */
export class ConnectionLimit {
  readonly limit: number;
  #open = 0;
  readonly #over = new WeakSet<Socket>();

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Counts a connection until it closes. @returns whether it is within the limit */
  add(socket: Socket): boolean {
    this.#open++;
    socket.once('close', () => this.#open--);
    if (this.#open <= this.limit) return true;
    this.#over.add(socket);
    if (this.#open > this.limit + TOLD) socket.destroy();
    else setTimeout(() => socket.destroy(), PATIENCE_MS).unref();
    return false;
  }

  /** Whether a connection is over the limit. */
  isOver(socket: Socket): boolean {
    return this.#over.has(socket);
  }
}
