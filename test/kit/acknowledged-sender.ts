import { setTimeout as sleep } from 'node:timers/promises';
import { Wire } from './wire.ts';

const RETRY_MS = 20;
/** Batches that may be under way: the protocol does not make a client wait for each. */
const WINDOW = 8;

/**
 * A client of the acknowledged mode of the lines port: it numbers its batches, keeps what has no answer, and
 * after a break goes on behind the number that the server names.
 */
export class AcknowledgedSender {
  readonly #address: () => string;
  readonly #client: string;
  readonly #batches: string[][] = [];
  /** The last number that was acknowledged. */
  acknowledged = 0;

  /** @param address asked again for each connection */
  constructor(address: () => string, client: string) {
    this.#address = address;
    this.#client = client;
  }

  /** Sends what `next` gives until it gives nothing more and all is acknowledged, or the signal ends it. */
  async run(next: () => string[] | undefined, signal: AbortSignal): Promise<void> {
    let more = true;
    while (!signal.aborted && (more || this.acknowledged < this.#batches.length)) {
      const wire = await Wire.open(this.#address()).catch(() => undefined);
      if (wire !== undefined) {
        more = await this.#serve(wire, next, signal).catch(() => true);
        wire.destroy();
      }
      await sleep(RETRY_MS);
    }
  }

  async #serve(wire: Wire, next: () => string[] | undefined, signal: AbortSignal): Promise<boolean> {
    await wire.send(line({ logboom: 'hello', version: 1, client: this.#client }));
    const welcome = await wire.answer((received) => takeLine(wire, received), 5_000);
    if (welcome?.logboom !== 'welcome') return true;
    let sent = Number(welcome.last);
    this.acknowledged = Math.max(this.acknowledged, sent);
    let more = true;
    while (!signal.aborted && !wire.closed) {
      while (sent - this.acknowledged < WINDOW && (sent < this.#batches.length || more)) {
        more &&= this.#grow(sent, next);
        if (sent >= this.#batches.length) break;
        await wire.send(this.#encode(++sent));
      }
      if (!more && this.acknowledged === this.#batches.length) return false;
      const answer = await wire.answer((received) => takeLine(wire, received), 10_000);
      if (answer?.logboom !== 'ack') return true;
      this.acknowledged = Math.max(this.acknowledged, Number(answer.number));
    }
    return true;
  }

  /** Takes a new batch where all known ones were sent. @returns whether there may be more */
  #grow(sent: number, next: () => string[] | undefined): boolean {
    if (sent < this.#batches.length) return true;
    const batch = next();
    if (batch === undefined) return false;
    this.#batches.push(batch);
    return true;
  }

  #encode(number: number): Buffer {
    const lines = this.#batches[number - 1]!;
    const head = line({ logboom: 'batch', number, records: lines.length });
    return Buffer.concat([head, Buffer.from(`${lines.join('\n')}\n`)]);
  }
}

interface Message {
  logboom: string;
  last?: number;
  number?: number;
}

function takeLine(wire: Wire, received: Buffer): Message | undefined {
  const end = received.indexOf(10);
  if (end === -1) return undefined;
  wire.received = received.subarray(end + 1);
  return JSON.parse(received.toString('utf8', 0, end)) as Message;
}

const line = (message: object): Buffer => Buffer.from(`${JSON.stringify(message)}\n`);
