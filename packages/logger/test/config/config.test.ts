import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  basicConfig,
  type DictConfig,
  dictConfig,
  FileHandler,
  FunctionHandler,
  fileConfig,
  getLogger,
  type LogEvent,
  Manager,
  MemoryHandler,
  shutdown,
} from '@logboom/logger';
import { afterAll, afterEach, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'logboom-config-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(async () => {
  for (const handler of [...getLogger().handlers]) getLogger().removeHandler(handler);
  await shutdown();
});

describe('mistakes are named with their path', () => {
  const base: DictConfig = { version: 1 };
  test.each<[unknown, string]>([
    [[], 'configuration: must be an object, not a list'],
    [{}, 'version: must be 1, not undefined undefined'],
    [{ ...base, handler: {} }, 'handler: is not known here; known are version'],
    [{ ...base, handlers: { a: {} } }, 'handlers.a.class: must name a class'],
    [
      { ...base, handlers: { a: { class: 'Fil' } } },
      'handlers.a.class: there is no Fil; use one of StreamHandler',
    ],
    [
      { ...base, handlers: { a: { class: 'FileHandler', filename: 'x', maxbytes: 1 } } },
      'handlers.a.maxbytes: is not known here',
    ],
    [
      { ...base, handlers: { a: { class: 'NullHandler', level: 'LOUD' } } },
      'handlers.a.level: there is no level "LOUD"',
    ],
    [
      { ...base, handlers: { a: { class: 'NullHandler', formatter: 'x' } } },
      'handlers.a.formatter: "x" is not among formatters; there are no formatters',
    ],
    [
      { ...base, handlers: { a: { class: 'MemoryHandler', target: 'a' } } },
      'handlers.a.target: handler "a" is its own target',
    ],
    [
      {
        ...base,
        handlers: { a: { class: 'TimedRotatingFileHandler', filename: join(folder, 't'), when: 'Y' } },
      },
      'handlers.a.when: "Y" is none of',
    ],
    [
      { ...base, handlers: { a: { class: 'NullHandler', filters: 'x' } } },
      'handlers.a.filters: must be a list',
    ],
    [{ ...base, formatters: { f: { format: 'no field' } } }, 'formatters.f'],
    [{ ...base, filters: { f: { nam: 'x' } } }, 'filters.f.nam: is not known here; known are name'],
    [
      { ...base, filters: { f: { class: 'Redact' } } },
      'filters.f.class: there is no Redact; use one of Filter',
    ],
    [
      { ...base, filters: { f: { class: 'Redactor', patterns: ['cards'] } } },
      'filters.f.patterns: there is no "cards"; use card',
    ],
    [{ ...base, handlers: { a: { class: 'WorkerHandler' } } }, 'handlers.a.path: must be the file'],
    [
      { ...base, loggers: { 'a.b': { handlers: ['x'] } } },
      'loggers.a.b.handlers.0: "x" is not among handlers',
    ],
    [{ ...base, root: { propagate: 'yes' } }, 'root.propagate: must be true or false, not string "yes"'],
    [
      { ...base, handlers: { a: { class: 'StreamHandler', stream: 'ext://nowhere.at.all' } } },
      'handlers.a.stream: ext://nowhere.at.all is not known',
    ],
    [
      { ...base, handlers: { a: { '()': 'mine' } } },
      'handlers.a.(): ext://mine is not known; give it in the option externals',
    ],
    [
      {
        ...base,
        handlers: { a: { class: 'FileHandler', filename: join(folder, 'e'), encoding: 'latin-1' } },
      },
      'handlers.a.encoding: files are written as UTF-8',
    ],
  ])('%j', (config, message) => {
    expect(() => dictConfig(config as DictConfig, { manager: new Manager() })).toThrow(message);
  });

  test('and nothing has changed', () => {
    const manager = new Manager();
    const handler = new FunctionHandler(() => undefined);
    manager.root.addHandler(handler).setLevel('DEBUG');
    expect(() =>
      dictConfig({ version: 1, root: { level: 'ERROR', handlers: ['x'] } }, { manager }),
    ).toThrow();
    expect(manager.root.handlers).toEqual([handler]);
    expect(manager.root.level).toBe(10);
    expect(handler.closed).toBe(false);
  });
});

test('factories, externals, targets, cfg://, named formats', async () => {
  const lines: string[] = [];
  const manager = new Manager();
  dictConfig(
    {
      version: 1,
      filters: { loud: { '()': () => (event: LogEvent) => event.level >= 30 } },
      handlers: {
        list: { '()': 'list', formatter: 'logfmt' },
        memory: {
          class: 'logging.handlers.MemoryHandler',
          target: 'list',
          capacity: 'cfg://handlers.sizes.capacity',
          filters: ['loud'],
        },
        sizes: { '()': () => new FunctionHandler(() => undefined), capacity: 2 },
      },
      root: { level: 'DEBUG', handlers: ['memory'] },
    },
    { manager, externals: { list: () => new FunctionHandler((line) => void lines.push(line)) } },
  );
  const log = manager.getLogger('x');
  log.info('quiet');
  log.warn('one');
  expect(lines).toEqual([]);
  log.warn('two');
  expect(lines.length).toBe(2);
  expect(lines[0]).toMatch(/level=warn logger=x msg=one/);
  expect(manager.root.handlers[0]).toBeInstanceOf(MemoryHandler);
});

test('handlers in use before are flushed and closed', () => {
  const manager = new Manager();
  const filename = join(folder, 'before.log');
  const before = new FileHandler({ filename, buffering: 60_000 });
  manager.root.addHandler(before);
  manager.root.error('last');
  manager.root.warn('kept back');
  dictConfig({ version: 1, root: { handlers: [] } }, { manager });
  expect(readFileSync(filename, 'utf8')).toContain('kept back');
});

describe('from a file', () => {
  const yaml = `
version: 1
formatters:
  plain:
    format: '%(levelname)s %(message)s'
handlers:
  file:
    class: logging.handlers.RotatingFileHandler
    formatter: plain
    filename: ${join(folder, 'yaml.log')}
    maxBytes: 1000
    backupCount: 2
root:
  level: INFO
  handlers: [file]
`;
  test('YAML and JSON', async () => {
    const manager = new Manager();
    writeFileSync(join(folder, 'logging.yaml'), yaml);
    await fileConfig(join(folder, 'logging.yaml'), { manager });
    manager.getLogger('x').info('from yaml');
    await manager.root.handlers[0]!.close();
    expect(readFileSync(join(folder, 'yaml.log'), 'utf8')).toBe('INFO from yaml\n');
    writeFileSync(join(folder, 'logging.json'), JSON.stringify({ version: 1, root: { level: 'ERROR' } }));
    await fileConfig(join(folder, 'logging.json'), { manager });
    expect(manager.root.level).toBe(40);
  });

  test('what cannot be read is said', async () => {
    await expect(fileConfig(join(folder, 'none.json'))).rejects.toThrow(/none\.json: cannot be read: ENOENT/);
    writeFileSync(join(folder, 'bad.json'), '{');
    await expect(fileConfig(join(folder, 'bad.json'))).rejects.toMatchObject({ code: 'LB_CONFIG_INVALID' });
  });
});

test('basicConfig: once, unless forced', async () => {
  const filename = join(folder, 'basic.log');
  basicConfig({ filename, level: 'INFO', format: '{levelname}/{message}', style: '{' });
  basicConfig({ filename: join(folder, 'ignored.log'), level: 'DEBUG' });
  getLogger('x').info('one');
  expect(getLogger().level).toBe(20);
  basicConfig({ filename, level: 'DEBUG', format: 'json', force: true });
  getLogger('x').debug('two');
  await shutdown();
  const [first, second] = readFileSync(filename, 'utf8').split('\n');
  expect(first).toBe('INFO/one');
  expect(JSON.parse(second!)).toMatchObject({ level: 'debug', message: 'two' });
});

test('a redactor and a worker by their names', async () => {
  const path = join(folder, 'worker.log');
  dictConfig({
    version: 1,
    filters: { secrets: { class: 'Redactor', paths: ['**.password'], patterns: ['email'] } },
    handlers: { file: { class: 'WorkerHandler', path, formatter: 'json', filters: ['secrets'] } },
    root: { level: 'INFO', handlers: ['file'] },
  });
  getLogger().info('from ada@example.com', { user: { password: 'x' } });
  await getLogger().handlers[0]!.flush();
  const record = JSON.parse(readFileSync(path, 'utf8'));
  expect(record).toMatchObject({ message: 'from [email]', user: { password: '[redacted]' } });
});
