import { afterAll, beforeAll, expect, test } from 'vitest';
import { forwardAcknowledged } from '../contract/drivers/forward.ts';
import { linesAcknowledged } from '../contract/drivers/lines.ts';
import { Receiver } from '../kit/receiver.ts';
import { Wire } from '../kit/wire.ts';

const KEYS = 5;

let receiver: Receiver;

beforeAll(async () => {
  receiver = await Receiver.start({ 'limits.keys': String(KEYS) });
});

afterAll(() => receiver?.[Symbol.asyncDispose]());

const post = (message: string, key?: string): Promise<Response> =>
  fetch(`${receiver.server.url}/api/v1/logs`, {
    method: 'POST',
    body: JSON.stringify({ message, service: 'keys' }),
    ...(key === undefined ? {} : { headers: { 'Idempotency-Key': key } }),
  });

test('when as many keys are remembered as may be, new ones wait and known ones are known', async () => {
  for (let i = 0; i < KEYS; i++) expect((await post(`key ${i}`, `key-${i}`)).status).toBe(200);
  const refused = await post('one too many', 'one-too-many');
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('60');
  expect(await refused.json()).toMatchObject({
    code: 'LB_KEYS_FULL',
    message: expect.stringContaining('limits.keys'),
  });
  expect((await post('key 0 again', 'key-0')).status).toBe(200);
  expect((await post('no key')).status).toBe(200);

  for (const driver of [forwardAcknowledged, linesAcknowledged]) {
    const wire = await Wire.open(receiver.server.addresses[driver.address]!);
    await wire.send(driver.encode(['one too many'], 4711));
    expect(await wire.answer(driver.readAnswer!), driver.title).not.toBe('accepted');
    await wire.finish();
  }
  const records = await receiver.records(KEYS + 1, "service = 'keys' OR message = 'one too many'");
  expect(records.map(({ message }) => message).sort()).toEqual([
    ...Array.from({ length: KEYS }, (_, i) => `key ${i}`),
    'no key',
  ]);
});
