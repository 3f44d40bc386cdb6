import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Receiver } from '../kit/receiver.ts';
import { Wire } from '../kit/wire.ts';
import { DRIVERS } from './drivers/table.ts';

/** Protocols over HTTP and gRPC have a place for a token; Forward has a handshake, the other sockets have none. */
const GUARDED = DRIVERS.filter(({ address, input }) => !address.startsWith('inputs.') || input === 'otlp');
const HANDSHAKE = DRIVERS.filter(({ input }) => input === 'forward');

let receiver: Receiver;

beforeAll(async () => {
  receiver = await Receiver.start({ 'auth.tokens': 'one,two' });
});

afterAll(() => receiver?.[Symbol.asyncDispose]());

describe('where auth.tokens are set, nothing is taken without one', () => {
  test.each(GUARDED)('$title', async (driver) => {
    const message = `unasked-${randomUUID()}`;
    const wire = await Wire.open(receiver.server.addresses[driver.address]!);
    await wire.send(driver.encode([message], 1));
    expect(await wire.answer(driver.readAnswer!)).toBe('refused');
    await wire.finish();
    const { reasons } = await receiver.server.input(driver.input);
    expect(reasons.LB_TOKEN_MISSING).toBeGreaterThan(0);
    expect(await receiver.records(0, 'message = {message:String}', { message })).toEqual([]);
  });

  test.each(HANDSHAKE)('$title: no handshake', async (driver) => {
    const message = `unasked-${randomUUID()}`;
    const wire = await Wire.open(receiver.server.addresses[driver.address]!);
    await wire.send(driver.encode([message], 1));
    expect(await wire.answer((received) => (received.includes('"ack"') ? true : undefined))).toBeUndefined();
    await wire.finish();
    expect(await receiver.records(0, 'message = {message:String}', { message })).toEqual([]);
  });
});

test('the page, queries and what watches the server need none', async () => {
  for (const path of ['/', '/health', '/metrics', '/api/v1/inputs', '/select/logsql/query?query=*']) {
    expect((await fetch(receiver.server.url + path)).status, path).toBe(200);
  }
});
