import type { Batch } from './batch.ts';
import type { Connection, ConnectionEvents, Refusal, Transport } from './transport.ts';

/** Delivers one batch; says which lines were refused for good, and throws when all of it is to be sent again. */
export type DeliverBatch = (batch: Batch, client: string) => Promise<readonly Refusal[]>;

/** A destination that somebody's client talks to: one batch at a time, each a promise. */
export class PromiseTransport implements Transport {
  readonly target: string;
  readonly #deliver: DeliverBatch;
  readonly #end: () => Promise<void>;

  constructor(target: string, deliver: DeliverBatch, end: () => Promise<void> = async () => undefined) {
    this.target = target;
    this.#deliver = deliver;
    this.#end = end;
  }

  open(client: string, events: ConnectionEvents): Connection {
    let over = false;
    queueMicrotask(() => events.ready(0));
    return {
      window: 1,
      send: (batch) => {
        this.#deliver(batch, client).then(
          (refused) =>
            over || events.delivered(batch.number, { count: refused.length, examples: refused.slice(0, 3) }),
          (error: unknown) =>
            over || events.closed(error instanceof Error ? error : new Error(String(error))),
        );
      },
      hold: () => undefined,
      end: this.#end,
      destroy: () => {
        over = true;
      },
    };
  }
}
