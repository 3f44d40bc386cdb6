import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPython } from '../kit/python.ts';
import { numbers, RECORDS, Stand } from './stand.ts';

const run = promisify(execFile);
let stand: Stand;

beforeAll(async () => {
  stand = await Stand.start({ 'auth.tokens': 'python-token' });
});
afterAll(() => stand[Symbol.asyncDispose]());

const SENDER = `
import logging, logging.handlers, sys
address, method = sys.argv[1:]
logging.raiseExceptions = True
handler = logging.handlers.HTTPHandler(address, '/insert/python', method=method, credentials=('any', 'python-token'))
log = logging.getLogger('shop.' + method.lower())
log.setLevel(logging.DEBUG)
log.addHandler(handler)
class Thing:
    def __repr__(self): return "<Thing, 'odd'>"
for index in range(${RECORDS}):
    (log.warning if index % 2 == 0 else log.error)('python %s %05d %r %.1f', method, index, [1, 'it\\'s'], 0.25, extra={'user': 'ada', 'ctx': {'cart': index}})
log.info('mapped %(name)s: %(count)d', {'name': 'cart', 'count': 3})
log.info('object %s and %s', Thing(), 7)
try:
    1 / 0
except ZeroDivisionError as error:
    log.critical('failed: %s', error, exc_info=True)
`;

describe("CPython's HTTPHandler sends 1,000 records, each found once", () => {
  test.each(['GET', 'POST'])('%s', async (method) => {
    const before = Date.now();
    await run(findPython(), ['-c', SENDER, new URL(stand.url).host, method]);
    const logger = `shop.${method.toLowerCase()}`;
    const records = await stand.found(
      RECORDS,
      `source = 'python' AND logger = '${logger}' AND message LIKE 'python %'`,
    );
    for (const [index, record] of records.entries()) {
      expect(record).toMatchObject({
        message: `python ${method} ${numbers()[index]} [1, "it's"] 0.2`,
        level: index % 2 === 0 ? 'warn' : 'error',
        host: '127.0.0.1',
        attributes: { user: 'ada', 'ctx.cart': String(index), funcName: '<module>' },
      });
      expect(Date.parse(`${record.timestamp}Z`)).toBeGreaterThanOrEqual(before - 1);
    }
    const others = await stand.found(3, `logger = '${logger}' AND NOT message LIKE 'python %'`);
    expect(others.map(({ message, level }) => [message, level])).toEqual([
      ['failed: ZeroDivisionError: division by zero', 'fatal'],
      ['mapped cart: 3', 'info'],
      ["object <Thing, 'odd'> and 7", 'info'],
    ]);
    expect(others[0]?.attributes.exc_info).toContain('ZeroDivisionError');
  });
});

test('what is no LogRecord is refused, and so is a sender without a token', async () => {
  const post = async (headers: Record<string, string>): Promise<number> => {
    const response = await fetch(`${stand.url}/insert/python`, { method: 'POST', body: 'a=1', headers });
    return response.status;
  };
  expect(await post({})).toBe(401);
  expect(await post({ authorization: 'Bearer python-token' })).toBe(400);
});
