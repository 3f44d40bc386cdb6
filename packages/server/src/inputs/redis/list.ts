import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { InputContext } from '../input.ts';
import type { Reading } from '../outward/source.ts';
import { type RedisAccess, withRedis } from './connect.ts';
import { storeOnce } from './durable.ts';
import { RedisRecords } from './record.ts';

const BATCH = 1_000;
const WAIT_SECONDS = 1;

export interface ListOptions {
  list: string;
  /** Names this server among those that read the same list. */
  consumer: string;
}

/**
 * Reads a list, from its left end, until the connection ends. Elements are moved to a list of this server's own, and
 * removed there once they are durable. Beside it stands which of them are being stored under which key: so
 * that a crash at any moment neither loses nor doubles.
 */
export async function readList(
  context: InputContext,
  access: RedisAccess,
  options: ListOptions,
  { signal, ready }: Reading,
): Promise<void> {
  const processing = `${options.list}:logboom:${options.consumer}`;
  const reader = new ListReader(context, options.list, processing);
  await withRedis(access, signal, async (redis) => {
    await reader.recover(redis);
    ready();
    while (!signal.aborted) {
      const { sink } = context;
      if (sink.refusal() !== undefined) await sink.whenReady();
      const elements = await reader.move(redis);
      if (elements.length > 0) await reader.store(redis, elements, `redis:${processing}:${randomUUID()}`);
    }
  });
}

class ListReader {
  readonly #context: InputContext;
  readonly #list: string;
  /** The list of elements that were moved and may not be durable. */
  readonly #processing: string;
  /** Holds the key under which the first of them are being stored, and how many. */
  readonly #batch: string;
  readonly #records = new RedisRecords();

  constructor(context: InputContext, list: string, processing: string) {
    this.#context = context;
    this.#list = list;
    this.#processing = processing;
    this.#batch = `${processing}:batch`;
  }

  /** Finishes what an earlier connection, or an earlier run of the server, began. */
  async recover(redis: Redis): Promise<void> {
    const begun = readBatch(await redis.get(this.#batch));
    if (begun !== undefined) {
      const elements = await redis.lrange(this.#processing, 0, begun.count - 1);
      await this.#finish(redis, elements, begun.key);
    }
    for (;;) {
      const elements = await redis.lrange(this.#processing, 0, BATCH - 1);
      if (elements.length === 0) return;
      await this.store(redis, elements, `redis:${this.#processing}:${randomUUID()}`);
    }
  }

  /** Moves what is there, up to a batch; waits a while for the first. */
  async move(redis: Redis): Promise<string[]> {
    const first = await redis.blmove(this.#list, this.#processing, 'LEFT', 'RIGHT', WAIT_SECONDS);
    if (first === null) return [];
    const more = Math.min(await redis.llen(this.#list), BATCH - 1);
    if (more === 0) return [first];
    const pipeline = redis.pipeline();
    for (let i = 0; i < more; i++) pipeline.lmove(this.#list, this.#processing, 'LEFT', 'RIGHT');
    const answers = (await pipeline.exec()) ?? [];
    const elements = [first];
    for (const [error, element] of answers) {
      if (error !== null) throw error;
      if (typeof element === 'string') elements.push(element);
    }
    return elements;
  }

  async store(redis: Redis, elements: string[], key: string): Promise<void> {
    await redis.set(this.#batch, `${elements.length} ${key}`);
    await this.#finish(redis, elements, key);
  }

  async #finish(redis: Redis, elements: string[], key: string): Promise<void> {
    await storeOnce(
      this.#context,
      key,
      elements.map((text) => (draft) => this.#records.fill(text, 'list', this.#list, draft)),
    );
    const answers = await redis.multi().ltrim(this.#processing, elements.length, -1).del(this.#batch).exec();
    for (const [error] of answers ?? []) if (error !== null) throw error;
  }
}

function readBatch(text: string | null): { count: number; key: string } | undefined {
  const match = /^(\d+) (\S.*)$/.exec(text ?? '');
  return match === null ? undefined : { count: Number(match[1]), key: match[2]! };
}
