import type { Batch } from './batch.ts';

/** A line that the server refused for good. */
export interface Refusal {
  /** Counted from 1 within its batch. */
  line: number;
  reason: string;
}

/** What a connection tells, never before `open` has returned. After `closed` it tells nothing more. */
export interface ConnectionEvents {
  /** Batches can be sent; those up to `last` are known to be delivered. */
  ready(last: number): void;
  /** The window has grown. */
  room(): void;
  /** This batch and all before it are delivered, except for the lines that were refused. */
  delivered(number: number, refused?: { count: number; examples: readonly Refusal[] }): void;
  /** The connection is over; what was not delivered is to be sent again, not before `retryAfter` ms. */
  closed(error: Error, retryAfter?: number): void;
}

/** A connection to a server for one lane. */
export interface Connection {
  /** How many batches may be sent that are not delivered. */
  readonly window: number;
  send(batch: Batch): void;
  /** Whether it keeps the process alive: only while something is on its way. */
  hold(alive: boolean): void;
  /** Ends in order: resolves when the server has everything, or cannot be asked. */
  end(): Promise<void>;
  /** Ends at once. */
  destroy(): void;
}

/** How batches reach a kind of server. */
export interface Transport {
  /** Named in reports: `tcp 127.0.0.1:5000`. */
  readonly target: string;
  /** @param client the lane's name, for servers that remember numbers */
  open(client: string, events: ConnectionEvents): Connection;
}
