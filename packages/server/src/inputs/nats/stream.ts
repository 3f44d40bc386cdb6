import { AckPolicy, type Consumer, type JsMsg, jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection, NodeConnectionOptions } from '@nats-io/transport-node';
import type { InputContext } from '../input.ts';
import { Collector } from '../outward/collector.ts';
import type { Reading } from '../outward/source.ts';
import { withNats } from './connect.ts';
import { NatsRecords } from './record.ts';

/** JetStream's own code for it. */
const CONSUMER_NOT_FOUND = 10014;
/** So many messages are asked for at a time. */
const FETCH = 1_000;
/** After this long the server sends again what was not acknowledged. */
const ACKNOWLEDGE_NANOS = 60 * 1e9;
/** So many messages are remembered as taken, so that one that is sent again meanwhile is not stored again. */
const REMEMBERED = 100_000;

export interface NatsStreamOptions {
  stream: string;
  /** The durable consumer; servers that share it share the work. */
  consumer: string;
}

/** Reads a JetStream stream through a durable consumer; a message is acknowledged once it is on disk. */
export async function readNatsStream(
  context: InputContext,
  access: NodeConnectionOptions,
  options: NatsStreamOptions,
  { signal, ready }: Reading,
): Promise<void> {
  const collector = new Collector(context, 'nats');
  const records = new NatsRecords();
  const taken = new Taken();
  await withNats(access, signal, async (connection, failed) => {
    const consumer = await openConsumer(connection, options);
    const messages = await consumer.consume({ max_messages: FETCH, abort_on_missing_resource: true });
    failed.catch(() => messages.stop());
    ready();
    for await (const message of messages) {
      if (taken.has(message)) continue;
      const acknowledge = taken.add(message);
      collector.add((draft) => fill(records, message, draft), acknowledge);
      if (collector.isFull) await Promise.race([collector.whenRoom(), failed]).catch(() => undefined);
    }
    await collector.drain();
    // Acknowledgements are on their way: the server has them when it answers this.
    if (!connection.isClosed()) await connection.flush();
    await failed;
  });
}

function fill(records: NatsRecords, message: JsMsg, draft: Parameters<NatsRecords['fill']>[1]): void {
  records.fill(message, draft);
  if (Number.isNaN(draft.ms)) draft.ms = message.time.getTime();
}

/** The durable consumer, made if there is none; one that was made otherwise is used as it is. */
async function openConsumer(
  connection: NatsConnection,
  { stream, consumer }: NatsStreamOptions,
): Promise<Consumer> {
  const manager = await jetstreamManager(connection);
  try {
    await manager.consumers.info(stream, consumer);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    await manager.consumers.add(stream, {
      durable_name: consumer,
      ack_policy: AckPolicy.Explicit,
      ack_wait: ACKNOWLEDGE_NANOS,
      max_ack_pending: 20 * FETCH,
    });
  }
  return jetstream(connection).consumers.get(stream, consumer);
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === CONSUMER_NOT_FOUND;
}

/** The messages that were taken, by their place in the stream: whether they are durable yet. */
class Taken {
  readonly #isDurable = new Map<number, boolean>();

  /** Whether a message was taken before; one that is durable is acknowledged again. */
  has(message: JsMsg): boolean {
    if (!message.redelivered) return false;
    const isDurable = this.#isDurable.get(message.seq);
    if (isDurable === true) message.ack();
    return isDurable !== undefined;
  }

  /** @returns what is to be called when the message is durable */
  add(message: JsMsg): () => void {
    const { seq } = message;
    this.#isDurable.set(seq, false);
    if (this.#isDurable.size > REMEMBERED) this.#forgetOldest();
    return () => {
      if (this.#isDurable.has(seq)) this.#isDurable.set(seq, true);
      message.ack();
    };
  }

  #forgetOldest(): void {
    const oldest = this.#isDurable.keys().next();
    if (oldest.done !== true) this.#isDurable.delete(oldest.value);
  }
}
