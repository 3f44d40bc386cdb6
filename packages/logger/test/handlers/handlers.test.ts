import { execFileSync } from 'node:child_process';
import {
  ConsoleHandler,
  DualHandler,
  FingersCrossedHandler,
  FunctionHandler,
  Handler,
  LogEvent,
  MemoryHandler,
  MetricsHandler,
  onInternalError,
  StreamHandler,
  TextFormatter,
} from '@logboom/logger';
import { afterEach, describe, expect, test } from 'vitest';

const formatter = new TextFormatter();
const event = (template: string, level = 20, fields = {}) =>
  LogEvent.from({ name: 'svc.part', level, template, fields });

function list(): { handler: FunctionHandler; lines: string[] } {
  const lines: string[] = [];
  return { lines, handler: new FunctionHandler((line) => void lines.push(line), { formatter }) };
}

afterEach(() => onInternalError(undefined));

describe('memory', () => {
  test('passes on when full, at the flush level, and at close', async () => {
    const { handler: target, lines } = list();
    const memory = new MemoryHandler({ target, capacity: 3 });
    memory.handle(event('1'));
    memory.handle(event('2'));
    expect(lines).toEqual([]);
    memory.handle(event('3'));
    expect(lines).toEqual(['1', '2', '3']);
    memory.handle(event('4', 40));
    expect(lines).toEqual(['1', '2', '3', '4']);
    memory.handle(event('5'));
    await memory.close();
    expect(lines.at(-1)).toBe('5');
  });

  test('flushOnClose: false forgets', async () => {
    const { handler: target, lines } = list();
    const memory = new MemoryHandler({ target, flushOnClose: false });
    memory.handle(event('1'));
    await memory.close();
    expect(lines).toEqual([]);
  });

  test('fingers crossed: the details only when something goes wrong', () => {
    const { handler: target, lines } = list();
    const crossed = new FingersCrossedHandler({ target, capacity: 3 });
    for (let i = 0; i < 10; i++) crossed.handle(event(`detail ${i}`, 10));
    expect(lines).toEqual([]);
    crossed.handle(event('wrong', 40));
    expect(lines).toEqual(['detail 7', 'detail 8', 'detail 9', 'wrong']);
    crossed.handle(event('later', 10));
    expect(lines.length).toBe(4);
    crossed.reset();
    crossed.handle(event('again', 50));
    expect(lines.slice(4)).toEqual(['again']);
  });

  test('fingers crossed: stopBuffering lets the rest through', () => {
    const { handler: target, lines } = list();
    const crossed = new FingersCrossedHandler({ target, stopBuffering: true });
    crossed.handle(event('wrong', 40));
    crossed.handle(event('later', 10));
    expect(lines).toEqual(['wrong', 'later']);
  });
});

describe('metrics', () => {
  test('counts by service and level, as Prometheus text', () => {
    const metrics = new MetricsHandler();
    metrics.handle(event('a'));
    metrics.handle(event('b'));
    metrics.handle(event('c', 40, { service: 'pay"ment\n' }));
    expect(metrics.counts).toEqual({ 'svc.info': 2, 'pay"ment\n.error': 1 });
    expect(metrics.count('svc', 'INFO')).toBe(2);
    expect(metrics.prometheus()).toBe(
      '# HELP log_records_total Log records by service and level.\n# TYPE log_records_total counter\n' +
        'log_records_total{service="svc",level="info"} 2\n' +
        'log_records_total{service="pay\\"ment\\n",level="error"} 1\n',
    );
  });

  test('made-up services do not fill the memory', () => {
    const metrics = new MetricsHandler({ maxServices: 2 });
    for (let i = 0; i < 10; i++) metrics.handle(event('x', 20, { service: `s${i}` }));
    expect(metrics.count('other', 'info')).toBe(8);
  });
});

test('dual: each has its level, and fails alone', async () => {
  onInternalError(() => undefined);
  class Broken extends Handler {
    constructor() {
      super({}, formatter);
    }
    override emit(): void {
      throw new Error('broken');
    }
    override async flush(): Promise<void> {
      throw new Error('cannot flush');
    }
  }
  const { handler, lines } = list();
  const dual = new DualHandler({ handlers: [new Broken(), handler.setLevel('ERROR')] });
  dual.handle(event('quiet'));
  dual.handle(event('loud', 40));
  await dual.flush();
  expect(lines).toEqual(['loud']);
});

test('a promise that is rejected is reported', async () => {
  const reported = new Promise((resolve) => onInternalError((_where, error) => resolve(error)));
  new FunctionHandler(async () => Promise.reject(new Error('later'))).handle(event('x'));
  expect(await reported).toMatchObject({ message: 'later' });
});

test('stream: any object that writes', () => {
  const texts: string[] = [];
  new StreamHandler({ stream: { write: (text) => texts.push(text) }, formatter }).handle(event('x'));
  expect(texts).toEqual(['x\n']);
});

describe('console', () => {
  const script = `
    import { ConsoleHandler, getLogger } from '@logboom/logger';
    const log = getLogger('app').setLevel('DEBUG').addHandler(new ConsoleHandler(JSON.parse(process.argv[1])));
    log.info('to out', { n: 1 });
    console.log('between');
    log.error('to err');
    process.exit(0);
  `;
  const run = (options: object, redirect: string) =>
    execFileSync(
      'sh',
      [
        '-c',
        `"$NODE" --conditions=logboom-source --input-type=module -e "$SCRIPT" '${JSON.stringify(options)}' ${redirect}`,
      ],
      {
        encoding: 'utf8',
        cwd: import.meta.dirname,
        env: {
          ...process.env,
          NODE: process.execPath,
          SCRIPT: script,
          FORCE_COLOR: undefined,
          NO_COLOR: undefined,
        },
      },
    );

  test('by level to stdout and stderr, in order with console.log, plain where no terminal is', () => {
    expect(run({}, '2>/dev/null')).toMatch(/^\S+ \S+ INFO app: to out n=1\nbetween\n$/);
    expect(run({}, '2>&1 >/dev/null')).toMatch(/ERROR app: to err\n$/);
    expect(run({ stream: 'stderr' }, '2>/dev/null')).toBe('between\n');
  });

  test('pretty on a terminal', () => {
    const python = 'import pty, sys; pty.spawn(sys.argv[1:])';
    const command = [
      process.execPath,
      '--conditions=logboom-source',
      '--input-type=module',
      '-e',
      script,
      '{}',
    ];
    const env = { ...process.env, TERM: 'xterm', FORCE_COLOR: undefined, NO_COLOR: undefined };
    const shown = execFileSync('python3', ['-c', python, ...command], {
      encoding: 'utf8',
      cwd: import.meta.dirname,
      env,
    });
    expect(shown).toContain('\u001b[32mINFO');
    expect(shown).toContain('\u001b[31mERROR');
  });

  test('pretty with colours when asked', () => {
    expect(run({ colors: true }, '2>/dev/null')).toContain('\u001b[32mINFO');
  });

  test('a stream that somebody took over is used', () => {
    const texts: string[] = [];
    const { write } = process.stdout;
    process.stdout.write = ((text: string) => texts.push(text) > 0) as typeof process.stdout.write;
    try {
      new ConsoleHandler({ formatter }).handle(event('captured'));
    } finally {
      Object.assign(process.stdout, { write });
    }
    expect(texts).toEqual(['captured\n']);
  });
});
