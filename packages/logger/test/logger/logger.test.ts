import {
  addLevelName,
  DEBUG,
  ERROR,
  ecs,
  FunctionHandler,
  getLogger,
  INFO,
  JsonFormatter,
  type LogEvent,
  levelName,
  levelNumber,
  NOTSET,
  onInternalError,
  TextFormatter,
  WARNING,
} from '@logboom/logger';
import { describe, expect, test } from 'vitest';
import { collector } from '../collect.ts';

describe('messages', () => {
  test('%s, {} and named styles, template literals', () => {
    const { log, records } = collector();
    log.info('User %s has %d', 'ann', 3);
    log.info('User {} has {}', 'ann', 3);
    log.info('User {1} then {0}', 'a', 'b');
    log.info('User {name} has {count}', { name: 'ann', count: 3 });
    log.info('User %(name)s', { name: 'ann' });
    log.info`User ${'ann'} has ${3}`;
    expect(records().map((record) => record.message)).toEqual([
      'User ann has 3',
      'User ann has 3',
      'User b then a',
      'User ann has 3',
      'User ann',
      'User ann has 3',
    ]);
    expect(records()[3]).toMatchObject({ name: 'ann', count: 3 });
  });

  test('template and arguments are kept', () => {
    const { log, last } = collector(new JsonFormatter({ template: true }));
    log.info('User %s has %d', 'ann', 3);
    expect(last()).toMatchObject({ template: 'User %s has %d', args: ['ann', 3] });
    log.info`User ${'bob'}`;
    expect(last()).toMatchObject({ template: 'User {}', args: ['bob'], message: 'User bob' });
  });

  test('an object after the arguments is fields, an error is the error', () => {
    const { log, last } = collector();
    log.error('save %s failed', 'x', { ms: 12 }, new TypeError('bad'));
    expect(last()).toMatchObject({ message: 'save x failed', ms: 12, level: 'error' });
    expect(last().error).toMatchObject({ type: 'TypeError', message: 'bad' });
  });

  test("pino's order", () => {
    const { log, last } = collector();
    log.info({ ms: 12 }, 'done in %d', 12);
    expect(last()).toMatchObject({ message: 'done in 12', ms: 12 });
    log.error(new Error('boom'));
    expect(last()).toMatchObject({ message: 'boom' });
    log.info({ err: new Error('inner') });
    expect(last()).toMatchObject({ message: 'inner', err: { message: 'inner' } });
  });

  test('what fits nowhere is shown, not lost', () => {
    const { log, last } = collector();
    log.info('ready', 1, 'two', [3]);
    expect(last().message).toBe('ready 1 two [3]');
    log.info('%s and %s', 'one');
    expect(last().message).toBe('one and %s');
    log.info(undefined);
    log.info(null);
    log.info(42, 'x');
    expect(last().message).toBe('42 x');
    log.info('{"json": true}');
    expect(last().message).toBe('{"json": true}');
  });

  test('lazy values are called only if the record is made, and once', () => {
    const { log, last, manager } = collector();
    let calls = 0;
    const lazy = () => {
      calls++;
      return 'made';
    };
    manager.root.setLevel(INFO);
    log.debug(lazy);
    log.debug('%s', lazy);
    log.debug('x', { lazy });
    expect(calls).toBe(0);
    log.info(lazy);
    expect(last().message).toBe('made');
    log.info('%s', lazy);
    expect(last().message).toBe('made');
    log.info('x', { lazy });
    expect(last().lazy).toBe('made');
    expect(calls).toBe(3);
    log.info(() => ['%s!', 'hi', { a: 1 }]);
    expect(last()).toMatchObject({ message: 'hi!', a: 1 });
  });
});

describe('children', () => {
  test('bindings add up, the innermost wins', () => {
    const { log, last } = collector();
    const child = log.child({ a: 1, b: 1 }).child({ b: 2 });
    child.info('x', { c: 3 });
    expect(last()).toMatchObject({ a: 1, b: 2, c: 3, logger: 'test' });
  });

  test('a level of its own, below and above the parent', () => {
    const { log, lines, manager } = collector();
    manager.root.setLevel(WARNING);
    const verbose = log.child({}, { level: 'debug' });
    const quiet = log.child({}, { level: 'error' });
    verbose.debug('seen');
    quiet.warn('not seen');
    expect(lines.length).toBe(1);
    manager.disable(ERROR);
    verbose.error('not seen');
    expect(lines.length).toBe(1);
  });

  test('two formatters keep their own text of the same bindings', () => {
    const { log, manager, last } = collector();
    const other: string[] = [];
    const formatter = new JsonFormatter({ names: { message: 'msg' }, shape: ecs() });
    manager.root.addHandler(new FunctionHandler((line) => void other.push(line), { formatter }));
    const child = log.child({ service: 'api' });
    child.info('one');
    child.info('two');
    expect(last()).toMatchObject({ service: 'api' });
    expect(JSON.parse(other[1]!)).toMatchObject({ 'service.name': 'api', msg: 'two' });
  });
});

describe('levels', () => {
  test('names in any case, numbers, and names of one’s own', () => {
    expect(['warn', 'WARNING', 'Fatal', '20', 35].map(levelNumber)).toEqual([30, 30, 50, 20, 35]);
    expect(levelName(21)).toBe('Level 21');
    addLevelName(25, 'NOTICE');
    const { log, last } = collector();
    log.log('notice', 'hello');
    expect(last().level).toBe('notice');
  });

  test('an unknown name says which there are; in a call it costs nothing', () => {
    expect(() => levelNumber('loud')).toThrow(/no level "loud"; use one of NOTSET, TRACE, DEBUG/);
    const { log, last } = collector();
    const reports: unknown[] = [];
    onInternalError((_where, error) => void reports.push(error));
    log.log('loud', 'still here');
    onInternalError(undefined);
    expect(reports).toEqual([expect.objectContaining({ code: 'LB_CONFIG_INVALID' })]);
    expect(last()).toMatchObject({ level: 'error', message: 'still here' });
  });

  test('every method', () => {
    const { log, records, manager } = collector();
    manager.root.setLevel(1);
    for (const method of [
      'trace',
      'debug',
      'info',
      'warn',
      'warning',
      'error',
      'exception',
      'critical',
      'fatal',
    ] as const) {
      log[method]('x');
    }
    expect(records().map((record) => record.level)).toEqual([
      'trace',
      'debug',
      'info',
      'warn',
      'warn',
      'error',
      'error',
      'fatal',
      'fatal',
    ]);
  });
});

describe('the tree', () => {
  test('getLogger gives the same logger, and the root for nothing', () => {
    expect(getLogger('a.b')).toBe(getLogger('a.b'));
    expect(getLogger()).toBe(getLogger('root'));
    expect(getLogger('a').getChild('b')).toBe(getLogger('a.b'));
    expect(getLogger('a.b').parent).toBe(getLogger('a'));
  });

  test('a parent that comes later takes its place', () => {
    const { manager } = collector();
    const deep = manager.getLogger('x.y.z');
    expect(deep.parent).toBe(manager.root);
    const middle = manager.getLogger('x.y').setLevel(ERROR);
    expect(deep.parent).toBe(middle);
    expect(deep.effectiveLevel).toBe(ERROR);
    expect(deep.level).toBe(NOTSET);
  });

  test('a filter may replace a record for all handlers', () => {
    const { log, manager, last } = collector();
    manager.addFilter((event: LogEvent) => event.with({ fields: { ...event.fields, added: true } }));
    log.info('x', { own: 1 });
    expect(last()).toMatchObject({ own: 1, added: true });
  });
});

describe('the caller', () => {
  test('file, line and function, only when a format asks', () => {
    const { log, lines } = collector(
      new TextFormatter({ format: '%(filename)s %(module)s %(funcName)s %(lineno)d' }),
    );
    function placeOrder(): void {
      log.info('x');
    }
    placeOrder();
    expect(lines[0]).toMatch(/^logger\.test\.ts logger\.test placeOrder \d+$/);
  });

  test('a formatter that is set later counts', () => {
    const { log, manager, lines } = collector();
    log.info('x');
    manager.root.handlers[0]!.setFormatter(new TextFormatter({ format: '{filename}', style: '{' }));
    log.info('x');
    expect(lines[1]).toBe('logger.test.ts');
  });

  test('captureCaller brings it into JSON', () => {
    const { log, last } = collector(new JsonFormatter({ caller: true }));
    log.info('x');
    expect(last().caller).toMatchObject({
      pathname: expect.stringContaining('logger.test.ts'),
      line: expect.any(Number),
    });
    expect(DEBUG).toBe(10);
  });
});
