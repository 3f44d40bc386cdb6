import type { NodeConnectionOptions } from '@nats-io/transport-node';
import type { InputContext } from '../input.ts';
import { Collector } from '../outward/collector.ts';
import type { Reading } from '../outward/source.ts';
import { withNats } from './connect.ts';
import { NatsRecords } from './record.ts';

/**
 * Reads core subjects until the connection ends. Their publishers cannot be made to wait: what cannot be taken
 * while the server is full is counted, as datagrams are.
 */
export async function readSubjects(
  context: InputContext,
  access: NodeConnectionOptions,
  { subjects, queue }: { subjects: string[]; queue: string },
  { signal, ready }: Reading,
): Promise<void> {
  const collector = new Collector(context, 'nats');
  const records = new NatsRecords();
  try {
    await withNats(access, signal, async (connection, failed) => {
      const { promise: refused, reject } = Promise.withResolvers<never>();
      refused.catch(() => undefined);
      for (const subject of subjects) {
        connection.subscribe(subject, {
          ...(queue === '' ? {} : { queue }),
          callback(error, message) {
            if (error !== null) return reject(error);
            if (collector.isFull) return context.metrics.dropped.inc({ input: 'nats' });
            collector.add((draft) => records.fill(message, draft));
          },
        });
      }
      // The server has read the subscriptions, and would have refused them, before it answers this.
      await Promise.race([connection.flush(), failed]);
      ready();
      await Promise.race([failed, refused]);
    });
  } finally {
    await collector.drain();
  }
}
