import type { Redis } from 'ioredis';
import type { InputContext } from '../input.ts';
import type { Reading } from '../outward/source.ts';
import { type RedisAccess, withRedis } from './connect.ts';
import { storeOnce } from './durable.ts';
import { RedisRecords } from './record.ts';

const BATCH = 1_000;
const WAIT_MS = 1_000;
/** Entries that another reader of the group took and did not acknowledge for so long are taken over ... */
const ABANDONED_MS = 300_000;
/** ... and looked for so often. */
const LOOK_MS = 60_000;

export interface StreamOptions {
  stream: string;
  group: string;
  /** Names this server within the group. */
  consumer: string;
}

/** An entry: its id, and its fields and values in turn; null when it was deleted meanwhile. */
type Entry = [id: string, fields: string[] | null];

/**
 * Reads a stream as one of a consumer group until the connection ends. Entries are acknowledged once they are
 * durable. One batch is under way at a time, so what is pending after a crash is the very batch that may
 * be durable already, and its key, made of its ids, says whether it is.
 */
export async function readStream(
  context: InputContext,
  access: RedisAccess,
  options: StreamOptions,
  { signal, ready }: Reading,
): Promise<void> {
  const reader = new StreamReader(context, options);
  await withRedis(access, signal, async (redis) => {
    await reader.open(redis);
    ready();
    let looked = 0;
    while (!signal.aborted) {
      const { sink } = context;
      if (sink.refusal() !== undefined) await sink.whenReady();
      if (Date.now() - looked > LOOK_MS) {
        looked = Date.now();
        await reader.takeOver(redis);
      }
      await reader.readNew(redis);
    }
  });
}

class StreamReader {
  readonly #context: InputContext;
  readonly #options: StreamOptions;
  readonly #records = new RedisRecords();

  constructor(context: InputContext, options: StreamOptions) {
    this.#context = context;
    this.#options = options;
  }

  /** Makes the group if there is none, from the stream's first entry, and finishes what is pending. */
  async open(redis: Redis): Promise<void> {
    const { stream, group } = this.#options;
    await redis.xgroup('CREATE', stream, group, '0', 'MKSTREAM').catch((error: unknown) => {
      if (!String(error).includes('BUSYGROUP')) throw error;
    });
    await this.#readPending(redis);
  }

  async takeOver(redis: Redis): Promise<void> {
    const { stream, group, consumer } = this.#options;
    await redis.xautoclaim(stream, group, consumer, ABANDONED_MS, '0', 'COUNT', BATCH);
    await this.#readPending(redis);
  }

  async readNew(redis: Redis): Promise<void> {
    const { stream, group, consumer } = this.#options;
    const answer = await redis.xreadgroup(
      'GROUP',
      group,
      consumer,
      'COUNT',
      BATCH,
      'BLOCK',
      WAIT_MS,
      'STREAMS',
      stream,
      '>',
    );
    await this.#store(redis, entriesOf(answer));
  }

  async #readPending(redis: Redis): Promise<void> {
    const { stream, group, consumer } = this.#options;
    for (;;) {
      const answer = await redis.xreadgroup('GROUP', group, consumer, 'COUNT', BATCH, 'STREAMS', stream, '0');
      const entries = entriesOf(answer);
      if (entries.length === 0) return;
      await this.#store(redis, entries);
    }
  }

  async #store(redis: Redis, entries: Entry[]): Promise<void> {
    if (entries.length === 0) return;
    const { stream, group } = this.#options;
    const ids = entries.map(([id]) => id);
    const key = `redis:${stream}:${group}:${ids[0]}:${ids.at(-1)}:${ids.length}`;
    const fills = entries.flatMap(([id, fields]) =>
      fields === null
        ? []
        : [
            (draft: Parameters<RedisRecords['fillEntry']>[3]) =>
              this.#records.fillEntry(fields, id, stream, draft),
          ],
    );
    await storeOnce(this.#context, key, fills);
    await redis.xack(stream, group, ...ids);
  }
}

/** The entries of an answer about one stream. */
function entriesOf(answer: unknown): Entry[] {
  return (answer as [string, Entry[]][] | null)?.[0]?.[1] ?? [];
}
