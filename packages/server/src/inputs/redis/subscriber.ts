import type { InputContext } from '../input.ts';
import { Collector } from '../outward/collector.ts';
import type { Reading } from '../outward/source.ts';
import { type RedisAccess, withRedis } from './connect.ts';
import { RedisRecords } from './record.ts';

/**
 * Reads channels and patterns until the connection ends. What is published meanwhile is lost: that is what
 * publishing means in Redis.
 */
export async function readChannels(
  context: InputContext,
  access: RedisAccess,
  { channels, patterns }: { channels: string[]; patterns: string[] },
  { signal, ready }: Reading,
): Promise<void> {
  const collector = new Collector(context, 'redis');
  const records = new RedisRecords();
  try {
    await withRedis(
      access,
      signal,
      async (redis, failed) => {
        let isPaused = false;
        const take = (channel: string, message: string): void => {
          collector.add((draft) => records.fill(message, 'channel', channel, draft));
          if (isPaused || !collector.isFull) return;
          isPaused = true;
          redis.stream.pause();
          void collector.whenRoom().then(() => {
            isPaused = false;
            redis.stream.resume();
          });
        };
        redis.on('message', take);
        redis.on('pmessage', (_pattern, channel, message) => take(channel, message));
        if (channels.length > 0) await redis.subscribe(...channels);
        if (patterns.length > 0) await redis.psubscribe(...patterns);
        ready();
        await failed;
      },
      { mayBeSilent: true },
    );
  } finally {
    await collector.drain();
  }
}
