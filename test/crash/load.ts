import { AcknowledgedSender } from '../kit/acknowledged-sender.ts';
import { sendUntilAcknowledged } from '../kit/http-sender.ts';

export interface LoadTarget {
  /** Base URL of the HTTP interface. */
  url(): string;
  /** `host:port` of the lines port. */
  lines(): string;
}

const BATCH = 50;

/** Senders that send until they are told to stop, and know what was acknowledged to them. */
export class Load {
  /** Messages that were acknowledged as durable. */
  readonly acknowledged = new Set<string>();
  /** Messages that were sent at all. */
  readonly sent = new Set<string>();
  readonly #target: LoadTarget;
  readonly #stop = new AbortController();
  readonly #end = new AbortController();
  readonly #senders: Promise<void>[] = [];

  constructor(target: LoadTarget) {
    this.#target = target;
  }

  start({ http, lines }: { http: number; lines: number }): void {
    for (let i = 0; i < http; i++) this.#senders.push(this.#http(`http-${i}`));
    for (let i = 0; i < lines; i++) this.#senders.push(this.#lines(`lines-${i}`));
  }

  /** Begins nothing new, and waits until all that was begun is acknowledged. */
  async finish(deadline: number): Promise<void> {
    this.#stop.abort();
    const timer = setTimeout(() => this.#end.abort(), deadline);
    await Promise.all(this.#senders);
    clearTimeout(timer);
  }

  async #http(name: string): Promise<void> {
    for (let number = 0; !this.#stop.signal.aborted; number++) {
      const messages = this.#batch(name, number);
      const records = messages.map((message) => ({ message, service: name }));
      const url = (): string => this.#target.url();
      const done = await sendUntilAcknowledged(url, `${name}-${number}`, records, this.#end.signal);
      if (done) for (const message of messages) this.acknowledged.add(message);
    }
  }

  async #lines(name: string): Promise<void> {
    const batches: string[][] = [];
    const sender = new AcknowledgedSender(() => this.#target.lines(), name);
    const next = (): string[] | undefined => {
      if (this.#stop.signal.aborted) return undefined;
      const messages = this.#batch(name, batches.length);
      batches.push(messages);
      return messages;
    };
    await sender.run(next, this.#end.signal);
    for (const message of batches.slice(0, sender.acknowledged).flat()) this.acknowledged.add(message);
  }

  #batch(name: string, number: number): string[] {
    const messages = Array.from({ length: BATCH }, (_, index) => `${name}-${number}-${index}`);
    for (const message of messages) this.sent.add(message);
    return messages;
  }
}
