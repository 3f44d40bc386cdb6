import { LEVELS } from '@logboom/core';
import { z } from 'zod';
import { INPUTS } from '../inputs/table.ts';
import { bytes, duration, retention, tokens, words } from './units.ts';

const inputs = Object.fromEntries(
  INPUTS.map(({ name, title, defaults, settings = {} }) => [
    name,
    z
      .strictObject({
        ...Object.fromEntries(
          Object.entries(defaults).map(([key, value]) => [
            key,
            value === 'on'
              ? z.enum(['on', 'off']).default('on').describe(`${title}: ${key} on or off`)
              : z.string().default(value).describe(`${title}: ${key} address, or off`),
          ]),
        ),
        ...Object.fromEntries(
          Object.entries(settings).map(([key, { default: value, description, list = false }]) => [
            key,
            (list ? words : z.string()).prefault(value).describe(`${title}: ${description}`),
          ]),
        ),
      })
      .prefault({}),
  ]),
);

/**
 * The one schema of the configuration: the file `logboom.yaml`, the flags (`--http.listen`) and the
 * environment (`LOGBOOM_HTTP_LISTEN`) all come from it.
 */
export const configSchema = z.strictObject({
  data: z.string().min(1).default('./logboom-data').describe('The data directory'),
  http: z
    .strictObject({
      listen: z
        .string()
        .default('127.0.0.1:8888')
        .describe('Address of the page, the API and the HTTP inputs'),
    })
    .prefault({}),
  auth: z
    .strictObject({
      tokens: tokens
        .prefault([])
        .describe('Tokens, one of which a sender must show where its protocol can; none: everyone may send'),
    })
    .prefault({}),
  inputs: z.strictObject(inputs as Record<string, z.ZodType<Record<string, string>>>).prefault({}),
  store: z
    .strictObject({
      url: z
        .string()
        .default('')
        .describe('A ClickHouse (26.x) to use instead of the embedded one: http://HOST:8123'),
      user: z.string().default('default').describe('User of that ClickHouse'),
      password: z.string().default('').describe('Password of that ClickHouse'),
      reader: z
        .strictObject({
          user: z
            .string()
            .default('')
            .describe(
              'A user of that ClickHouse for SQL that people write: it may only SELECT from logboom.*',
            ),
          password: z.string().default('').describe('Password of that user'),
        })
        .prefault({}),
    })
    .prefault({}),
  query: z
    .strictObject({
      timeout: duration.prefault('30s').describe('The longest time that a query may take'),
      memory: bytes.prefault('2GiB').describe('The most memory that a query may use in the engine'),
    })
    .prefault({}),
  retention: retention.prefault('off').describe('How long records are kept: 30d, 4w, 1y, or off for ever'),
  spool: z
    .strictObject({
      max: bytes.prefault('4GiB').describe('How much may wait for the store before senders are refused'),
    })
    .prefault({}),
  limits: z
    .strictObject({
      record: bytes.prefault('1MiB').describe('The longest record'),
      batch: bytes.prefault('64MiB').describe('The largest request or batch, decompressed'),
      connections: z.coerce
        .number()
        .int()
        .min(1)
        .default(10_000)
        .describe('Open connections of one listener; more are refused'),
      keys: z.coerce
        .number()
        .int()
        .min(1)
        .default(1_000_000)
        .describe('Keys and clients whose batches are remembered, so that they can be sent again'),
      key_memory: bytes.prefault('256MiB').describe('Memory for those keys and clients'),
      memory: bytes.prefault('1GiB').describe('Memory of the server process above which records are refused'),
    })
    .prefault({}),
  log: z
    .strictObject({
      level: z.enum(LEVELS).default('info').describe("The least level of the server's own log"),
    })
    .prefault({}),
});

export type Config = z.output<typeof configSchema>;
