import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  addContext,
  contextFields,
  currentSpan,
  FunctionHandler,
  formatTraceparent,
  Manager,
  parseTraceparent,
  startSpan,
  startTrace,
  traceHeaders,
  withContext,
} from '@logboom/logger';
import { type Context, context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';

const lines: Record<string, unknown>[] = [];
const manager = new Manager();
manager.root
  .setLevel('DEBUG')
  .addHandler(new FunctionHandler((line) => void lines.push(JSON.parse(line) as Record<string, unknown>)));
const log = manager.getLogger('a');

function last(): Record<string, unknown> {
  return lines.at(-1)!;
}

describe('context', () => {
  test('fields follow asynchronous calls, inner ones win, outer ones come back', async () => {
    await withContext({ request_id: 'r1', user: 'a' }, async () => {
      await sleep(1);
      log.info('m');
      expect(last()).toMatchObject({ request_id: 'r1', user: 'a' });
      withContext({ user: 'b' }, () => log.info('m', { own: 1 }));
      expect(last()).toMatchObject({ request_id: 'r1', user: 'b', own: 1 });
      log.info('m');
      expect(last()).toMatchObject({ user: 'a' });
    });
    log.info('m');
    expect(last()).not.toHaveProperty('request_id');
  });

  test('requests at the same time do not mix', async () => {
    await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        withContext({ i }, async () => {
          await sleep(i % 7);
          expect(contextFields()).toEqual({ i });
        }),
      ),
    );
  });

  test('a field can be added to the rest of a context, and to nothing outside of one', () => {
    withContext({ a: 1 }, () => {
      expect(addContext({ b: 2 })).toBe(true);
      expect(contextFields()).toEqual({ a: 1, b: 2 });
    });
    expect(addContext({ b: 2 })).toBe(false);
    expect(contextFields()).toEqual({});
  });
});

describe('traces', () => {
  test('spans share the trace and name their parents', () => {
    startTrace('checkout', { fields: { shop: 1 } }, (outer) => {
      log.info('m');
      expect(last()).toMatchObject({ trace_id: outer.traceId, span_id: outer.spanId, shop: 1 });
      startSpan('pay', (inner) => {
        log.info('m');
        expect(inner.traceId).toBe(outer.traceId);
        expect(last()).toMatchObject({
          trace_id: outer.traceId,
          span_id: inner.spanId,
          parent_span_id: outer.spanId,
        });
        expect(traceHeaders()).toEqual({ traceparent: `00-${outer.traceId}-${inner.spanId}-01` });
      });
      expect(currentSpan()).toBe(outer);
    });
    expect(currentSpan()).toBeUndefined();
    expect(traceHeaders()).toEqual({});
  });

  test("a caller's trace goes on, and one that cannot be read begins anew", () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00';
    startTrace('a', { traceparent }, (span) => {
      expect(span).toMatchObject({
        traceId: '0af7651916cd43dd8448eb211c80319c',
        parentSpanId: 'b7ad6b7169203331',
        sampled: false,
      });
    });
    startTrace('a', { traceparent: 'nonsense' }, (span) => expect(span.traceId).toMatch(/^[0-9a-f]{32}$/));
  });

  test.each([
    '00-00000000000000000000000000000000-b7ad6b7169203331-01',
    '00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01',
    'ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    '00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01',
    '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more',
    '',
  ])('%s is to be ignored', (header) => {
    expect(parseTraceparent(header)).toBeUndefined();
  });

  test('a later version is read as far as it is known', () => {
    expect(parseTraceparent('01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03-more')).toMatchObject({
      sampled: true,
    });
  });

  test('any text can be a header, and what is written is read', () => {
    fc.assert(fc.property(fc.string(), (text) => parseTraceparent(text) === undefined));
    const hex = (length: number) =>
      fc.string({ unit: fc.constantFrom(...'123456789abcdef'), minLength: length, maxLength: length });
    fc.assert(
      fc.property(hex(32), hex(16), fc.boolean(), (traceId, spanId, sampled) => {
        expect(parseTraceparent(formatTraceparent({ traceId, spanId, sampled }))).toEqual({
          traceId,
          spanId,
          sampled,
        });
      }),
    );
  });
});

describe('OpenTelemetry', () => {
  afterAll(() => context.disable());

  test("its current span is the record's, unless a trace of ours is nearer", () => {
    const storage = new AsyncLocalStorage<Context>();
    context.setGlobalContextManager({
      active: () => storage.getStore() ?? ROOT_CONTEXT,
      with: (active, work, self, ...args) => storage.run(active, () => work.apply(self, args)),
      bind: (_, target) => target,
      enable() {
        return this;
      },
      disable() {
        return this;
      },
    });
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const span = trace.wrapSpanContext({ traceId, spanId: 'b7ad6b7169203331', traceFlags: 1 });
    context.with(trace.setSpan(context.active(), span), () => {
      withContext({ a: 1 }, () => log.info('m'));
      expect(last()).toMatchObject({ trace_id: traceId, span_id: 'b7ad6b7169203331', a: 1 });
      startTrace('own', {}, (own) => {
        log.info('m');
        expect(last()).toMatchObject({ trace_id: own.traceId });
      });
    });
  });
});
