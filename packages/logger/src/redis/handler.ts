import { LogboomError } from '@logboom/core';
import { type Batch, linesOf } from '../delivery/batch.ts';
import { DeliveryHandler, type DeliveryOptions } from '../delivery/delivery-handler.ts';
import { PromiseTransport } from '../delivery/promise-transport.ts';
import { PythonRedisFormatter } from './formatter.ts';

/** What is used of a client: ioredis, and `redis` (node-redis), which spells commands in camel case. */
export interface RedisClient {
  publish(channel: string, message: string): Promise<unknown>;
  rpush?(key: string, ...values: string[]): Promise<unknown>;
  ltrim?(key: string, start: number, stop: number): Promise<unknown>;
  rPush?(key: string, values: string[]): Promise<unknown>;
  lTrim?(key: string, start: number, stop: number): Promise<unknown>;
}

export interface RedisHandlerOptions extends DeliveryOptions {
  /** A client of the application, connected or about to be. It stays the application's to close. */
  client: RedisClient;
  /** The channel to publish to. */
  channel?: string;
  /** The list to append to, besides or instead. */
  list?: string;
  /** The list keeps so many of the newest. @default all */
  maxLength?: number;
}

/**
 * Publishes records or appends them to a list, by default in the form of python-redis-log. At least once:
 * what a failed command may have done is done again.
 *
 * @example log.addHandler(new RedisHandler({ client: new Redis(), channel: 'my:channel' }));
 */
export class RedisHandler extends DeliveryHandler {
  constructor(options: RedisHandlerOptions) {
    const { client, channel, list, maxLength } = options;
    if (channel === undefined && list === undefined) {
      throw new LogboomError('LB_CONFIG_INVALID', {
        path: 'channel',
        reason: 'give a channel, a list, or both',
      });
    }
    const deliver = async (batch: Batch): Promise<[]> => {
      const lines = linesOf(batch);
      const work: Promise<unknown>[] = [];
      if (list !== undefined) work.push(append(client, list, lines));
      if (list !== undefined && maxLength !== undefined) work.push(trim(client, list, maxLength));
      if (channel !== undefined) for (const line of lines) work.push(client.publish(channel, line));
      await Promise.all(work);
      return [];
    };
    const transport = new PromiseTransport(`redis ${channel ?? list}`, deliver);
    super(options, { formatter: new PythonRedisFormatter(), transport, json: true, batchRecords: 500 });
  }
}

function append(client: RedisClient, list: string, lines: string[]): Promise<unknown> {
  return client.rpush?.(list, ...lines) ?? client.rPush?.(list, lines) ?? Promise.reject(noCommand('RPUSH'));
}

function trim(client: RedisClient, list: string, length: number): Promise<unknown> {
  return (
    client.ltrim?.(list, -length, -1) ??
    client.lTrim?.(list, -length, -1) ??
    Promise.reject(noCommand('LTRIM'))
  );
}

function noCommand(name: string): Error {
  return new Error(`the Redis client has no ${name}: use ioredis or redis`);
}
