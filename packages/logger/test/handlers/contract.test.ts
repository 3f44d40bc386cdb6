import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  appendToFile,
  DatabaseHandler,
  DualHandler,
  FileHandler,
  FingersCrossedHandler,
  FunctionHandler,
  type Handler,
  LogEvent,
  MemoryHandler,
  NameFilter,
  onInternalError,
  QueueHandler,
  RotatingFileHandler,
  StreamHandler,
  sqliteAdapter,
  TextFormatter,
  TimedRotatingFileHandler,
  WorkerHandler,
} from '@logboom/logger';
import { afterAll, afterEach, describe, expect, test } from 'vitest';

/** What every handler keeps to, whatever it does with a line. */
interface Subject {
  make(): { handler: Handler; lines: () => string[] };
}

const folder = mkdtempSync(join(tmpdir(), 'logboom-contract-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => onInternalError(undefined));

const formatter = new TextFormatter({ format: '%(levelname)s %(message)s' });
const event = (template: string, level = 20, name = 'a.b') => LogEvent.from({ name, level, template });

function file(make: (filename: string) => Handler): Subject {
  return {
    make() {
      const filename = join(mkdtempSync(join(folder, 'x-')), 'app.log');
      return {
        handler: make(filename),
        lines: () => readFileSync(filename, 'utf8').split('\n').slice(0, -1),
      };
    },
  };
}

function around(make: (target: Handler) => Handler): Subject {
  return {
    make() {
      const kept: string[] = [];
      const target = new FunctionHandler((line) => void kept.push(line), { formatter });
      return { handler: make(target), lines: () => kept };
    },
  };
}

/** What is in the table or, before it is delivered, in the spool. */
function delivering(): Subject {
  return {
    make() {
      const spool = mkdtempSync(join(folder, 'spool-'));
      const database = new DatabaseSync(':memory:');
      const handler = new DatabaseHandler({ adapter: sqliteAdapter(database), spool, formatter });
      const stored = (): string[] =>
        readdirSync(spool)
          .filter((name) => name.endsWith('.log'))
          .flatMap((name) => readFileSync(join(spool, name), 'utf8').split('\n'))
          .filter((line) => line !== '' && !line.startsWith('\u001e'));
      return {
        handler,
        lines() {
          if (database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'logs'").get() === undefined)
            return stored();
          // The id ends with the place in its batch, which a text does not sort as a number.
          const rows = database.prepare('SELECT message FROM logs ORDER BY length(id), id').all();
          return rows.map(({ message }) => String(message));
        },
      };
    },
  };
}

const subjects: [string, Subject][] = [
  ['FileHandler', file((filename) => new FileHandler({ filename, formatter }))],
  [
    'RotatingFileHandler',
    file((filename) => new RotatingFileHandler({ filename, formatter, maxBytes: 1e6, backupCount: 1 })),
  ],
  [
    'TimedRotatingFileHandler',
    file((filename) => new TimedRotatingFileHandler({ filename, formatter, when: 'D' })),
  ],
  ['FunctionHandler', around((target) => target)],
  ['MemoryHandler', around((target) => new MemoryHandler({ target }))],
  [
    'FingersCrossedHandler',
    around((target) => new FingersCrossedHandler({ target, activationLevel: 'DEBUG' })),
  ],
  ['QueueHandler', around((target) => new QueueHandler({ handlers: [target] }))],
  [
    'WorkerHandler',
    {
      make() {
        const path = join(mkdtempSync(join(folder, 'worker-')), 'app.log');
        return {
          handler: new WorkerHandler({ task: appendToFile, parameters: { path }, formatter }),
          lines: () => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : []),
        };
      },
    },
  ],
  ['DeliveryHandler (DatabaseHandler)', delivering()],
  ['DualHandler', around((target) => new DualHandler({ handlers: [target] }))],
  [
    'StreamHandler',
    {
      make() {
        const kept: string[] = [];
        const stream = { write: (text: string) => kept.push(text.slice(0, -1)) };
        return { handler: new StreamHandler({ stream, formatter }), lines: () => kept };
      },
    },
  ],
];

describe.each(subjects)('%s', (_name, subject) => {
  test('after flush every record is there, in order', async () => {
    const { handler, lines } = subject.make();
    for (let i = 0; i < 100; i++) handler.handle(event(`line ${i}`));
    await handler.flush();
    expect(lines()).toEqual(Array.from({ length: 100 }, (_, i) => `INFO line ${i}`));
    await handler.close();
  });

  test('after flushSync too: the process may end', async () => {
    const { handler, lines } = subject.make();
    handler.handle(event('last words'));
    handler.flushSync();
    expect(lines()).toEqual(['INFO last words']);
    await handler.close();
  });

  test('filters decide', async () => {
    const { handler, lines } = subject.make();
    handler
      .addFilter(new NameFilter('a'))
      .addFilter((one) => one.with({ template: one.template.toUpperCase() }));
    handler.handle(event('kept'));
    handler.handle(event('dropped', 20, 'other'));
    await handler.close();
    expect(lines()).toEqual(['INFO KEPT']);
  });

  test('closing twice, and logging after it, throw nothing', async () => {
    const { handler } = subject.make();
    await handler.close();
    await handler.close();
    expect(handler.closed).toBe(true);
    handler.handle(event('late'));
    handler.flushSync();
  });

  test('a filter that throws keeps the record, and is reported', async () => {
    const reports: string[] = [];
    onInternalError((where) => void reports.push(where));
    const { handler, lines } = subject.make();
    handler.addFilter((one) => {
      if (one.template === 'bad') throw new Error('filter');
      return true;
    });
    handler.handle(event('bad'));
    handler.handle(event('good'));
    await handler.close();
    expect(lines()).toEqual(['INFO bad', 'INFO good']);
    expect(reports).toEqual([`handler ${handler.name}`]);
  });
});
