import type { Batch } from '../../pipeline/sink.ts';
import { MessageFrames } from './message-frames.ts';
import type { StreamConnection, StreamSession } from './tcp-listener.ts';

/** A sender that ends no message and keeps the connection means what it sent so far as one. */
const PATIENCE_MS = 1_000;

/** What becomes of the messages of a protocol. Neither throws: a bad message costs only itself. */
export interface Messages {
  add(bytes: Buffer, peer: string, batch: Batch): void;
  refuse(error: unknown, peer: string): void;
}

export interface MessageSessionOptions {
  messages: Messages;
  /** The byte that messages begin with, as far as they do. */
  first: number;
  /** The longest message, in bytes. */
  limit: number;
}

/** A connection of a protocol whose messages are text in frames: see {@link MessageFrames}. */
export class MessageSession implements StreamSession {
  readonly #connection: StreamConnection;
  readonly #frames: MessageFrames;
  /** The batch of the moment: messages are cut, and added, within one call. */
  #batch!: Batch;
  #timer: NodeJS.Timeout | undefined;

  constructor(connection: StreamConnection, { messages, first, limit }: MessageSessionOptions) {
    const { peer } = connection;
    this.#connection = connection;
    this.#frames = new MessageFrames({
      limit,
      first,
      message: (bytes) => messages.add(bytes, peer, this.#batch),
      refused: (error) => messages.refuse(error, peer),
    });
  }

  data(chunk: Buffer, batch: Batch): void {
    this.#batch = batch;
    this.#frames.push(chunk);
    if (this.#frames.pending === 0 || this.#frames.isFramed) return clearTimeout(this.#timer);
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#impatient(), PATIENCE_MS);
    else this.#timer.refresh();
  }

  end(batch: Batch): void {
    clearTimeout(this.#timer);
    this.#batch = batch;
    this.#frames.end();
  }

  closed(): void {
    clearTimeout(this.#timer);
  }

  #impatient(): void {
    if (this.#frames.pending === 0) return;
    this.#batch = this.#connection.batch();
    this.#frames.end();
  }
}
