import { readFileSync } from 'node:fs';
import { LogboomError, reasonOf } from '@logboom/core';
import { Redis } from 'ioredis';
import type { InputOptions } from '../input.ts';

/** How long a connection may take, and a reader's be silent: readers ask every second. */
const CONNECT_MS = 5_000;
const SILENCE_MS = 15_000;

/** How to connect, from the settings of the input. */
export interface RedisAccess {
  url: string;
  options: { username?: string; password?: string; tls?: { ca: Buffer } };
}

/** @throws LogboomError LB_CONFIG_INVALID */
export function redisAccess({ url = '', username = '', password = '', ca = '' }: InputOptions): RedisAccess {
  if (!/^rediss?:\/\//.test(url)) {
    const reason = `'${url}' is no address; write redis://HOST:6379, rediss://HOST:6379 for TLS, or off`;
    throw new LogboomError('LB_CONFIG_INVALID', { path: 'inputs.redis.url', reason });
  }
  return {
    url,
    options: {
      ...(username === '' ? {} : { username }),
      ...(password === '' ? {} : { password }),
      ...(ca === '' ? {} : { tls: { ca: readCertificates(ca) } }),
    },
  };
}

function readCertificates(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const reason = reasonOf(cause);
    throw new LogboomError('LB_CONFIG_INVALID', { path: 'inputs.redis.ca', reason }, { cause });
  }
}

/**
 * Runs `work` with a connection of its own, which ends with it. Nothing is sent again behind our back: a
 * command whose answer was lost may have been done.
 *
 * @throws what went wrong: the connection, an answer of Redis (ERR, NOAUTH, WRONGTYPE ...), or the work
 */
export async function withRedis(
  access: RedisAccess,
  signal: AbortSignal,
  work: (redis: Redis, failed: Promise<never>) => Promise<void>,
  { mayBeSilent = false }: { mayBeSilent?: boolean } = {},
): Promise<void> {
  const redis = new Redis(access.url, {
    ...access.options,
    protocol: 2,
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    ...(mayBeSilent ? {} : { socketTimeout: SILENCE_MS }),
    retryStrategy: () => null,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    enableOfflineQueue: false,
    maxRetriesPerRequest: null,
  });
  const { promise: failed, reject } = Promise.withResolvers<never>();
  failed.catch(() => undefined);
  let problem: Error | undefined;
  redis.on('error', (error: Error) => {
    problem = error;
  });
  redis.on('end', () => reject(problem ?? new Error('the connection ended')));
  const abort = (): void => redis.disconnect();
  signal.addEventListener('abort', abort);
  try {
    await redis.connect().catch((error: unknown) => {
      throw problem ?? error;
    });
    await work(redis, failed);
  } finally {
    signal.removeEventListener('abort', abort);
    redis.disconnect();
  }
}
