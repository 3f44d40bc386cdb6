import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Engine } from '../../src/engine/engine.ts';
import { Pipeline } from '../../src/pipeline/pipeline.ts';
import { Spool } from '../../src/spool/spool.ts';
import { Inserter } from '../../src/store/inserter.ts';
import type { Span } from '../../src/store/native/span-block.ts';
import { Store } from '../../src/store/store.ts';

const span = (name: string): Span => ({
  ms: Date.UTC(2026, 6, 1),
  ns: 5,
  duration: 1_500_000,
  trace_id: 'ab'.repeat(16),
  span_id: 'cd'.repeat(8),
  parent_span_id: '',
  trace_state: '',
  name,
  kind: 'server',
  status: 'error',
  status_message: '',
  service: 'shop',
  host: '',
  scope: '',
  attributes: ['route', '/cart'],
  events: '[]',
  links: '[]',
});

const LIMITS = { record: 1 << 20, batch: 1 << 26, memory: 2 ** 40 };

test('spans and records of one range reach their tables, also when the range is sent again', async () => {
  const path = await mkdtemp(join(tmpdir(), 'logboom-test-'));
  const engine = new Engine({ path: join(path, 'engine') });
  await engine.start();
  const store = new Store(() => engine.connection);
  await store.migrate();
  const spool = await Spool.open({ path: join(path, 'spool') });
  const pipeline = new Pipeline({ spool, node: 'node', limits: LIMITS });
  const records = pipeline.batch('otlp');
  records.draft().message = 'a record';
  records.add();
  const spans = pipeline.spans('otlp.spans');
  spans.add(span('GET /cart'));
  spans.add(span('SELECT'));
  await Promise.all([records.commit(), spans.commit()]);
  // The same range, as after a crash between the two tables: one of them has it already.
  const part = await spool.take(Number.MAX_SAFE_INTEGER);
  const { segment, start, end } = part!.range;
  const payloads = part!.frames.filter(({ meta }) => meta.table === undefined).map(({ payload }) => payload);
  await store.insert(payloads, `node-${segment}-${start}-${end}`);
  await spool.close();
  const again = await Spool.open({ path: join(path, 'spool') });
  const inserter = new Inserter({ spool: again, store, node: 'node', refused: join(path, 'refused') });
  inserter.start();
  await inserter.stop(30_000);
  expect(inserter.lastFailure).toBeUndefined();
  const counts = await store.rows(
    `SELECT (SELECT count() FROM logboom.logs) AS logs, count() AS spans, min(duration) AS duration, any(attributes) AS attributes
     FROM logboom.spans`,
  );
  expect(counts).toEqual([{ logs: 1, spans: 2, duration: 1_500_000, attributes: { route: '/cart' } }]);
  await again.close();
  await store.close();
  await engine.stop();
  await rm(path, { recursive: true, force: true });
});
