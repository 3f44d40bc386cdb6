import { join } from 'node:path';
import type { DictConfig, HandlerConfig, LoggerConfig } from '@logboom/logger';
import { processId, processName, thread, threadName } from '#platform';
import { START_TIME } from '../../src/values/clock.ts';
import type {
  Case,
  DictCase,
  FormatCase,
  MessageCase,
  RecordParts,
  SizeCase,
  TimedCase,
  TreeCase,
  TreeOperation,
} from './cases.ts';
import { Random } from './random.ts';

const NAMES = ['', 'a', 'a.b', 'a.b.c', 'a.bc', 'b', 'b.x', 'shop.payment', 'a.b.c.d'];
const LEVELS = [10, 20, 30, 40, 50, 15, 25];
// ASCII alone: CPython rotates by characters where this library counts bytes.
const MESSAGES: [string, (string | number)[]][] = [
  ['plain', []],
  ['100% sure', []],
  ['user %s', ['ann']],
  ['%s has %d', ['Zoe', 3]],
  ['%05.2f and %x', [12.3456, 255]],
  ['%-8s|%8s|', ['ab', 'cd']],
];

/** Formats with every attribute of LogRecord, in each style. */
const TEXT_FIELDS = [
  'name',
  'levelname',
  'message',
  'filename',
  'module',
  'pathname',
  'funcName',
  'threadName',
  'processName',
  'asctime',
  'created',
  'msecs',
  'relativeCreated',
  'levelno',
  'lineno',
  'process',
  'thread',
  'user',
];
const NUMBER_FIELDS = [
  'levelno',
  'lineno',
  'process',
  'created',
  'msecs',
  'relativeCreated',
  'thread',
  'count',
];

const DATE_FORMATS = [
  null,
  null,
  '%H:%M:%S',
  '%Y-%m-%dT%H:%M:%S%z',
  '%d/%b/%Y:%H:%M:%S %z',
  '%A %d %B %Y %I:%M:%S %p',
  '%a %b %e %j %U %W %V %G %u %w %y %C %%',
  '%c|%x|%X|%D|%F|%T|%R|%r',
  '%Z %z',
  '%-d.%-m.%y %k %l',
];

/** All cases of a seed. */
export function generate(seed: number, folder: string): Case[] {
  const random = new Random(seed);
  const cases: Case[] = [];
  const times = (count: number, make: (i: number) => Case) => {
    for (let i = 0; i < count; i++) cases.push(make(i));
  };
  times(200, () => formatCase(random));
  times(200, () => messageCase(random));
  times(100, () => treeCase(random));
  times(60, (i) => dictCase(random, join(folder, `dict${i}`)));
  times(40, (i) => sizeCase(random, join(folder, `size${i}`)));
  times(90, (i) => timedCase(random, join(folder, `timed${i}`)));
  return cases;
}

function formatCase(random: Random): FormatCase {
  const style = random.pick(['%', '{', '$'] as const);
  const count = random.between(1, 6);
  let format = random.pick(['', '[', 'x ']);
  for (let i = 0; i < count; i++) format += field(random, style) + random.pick([' ', ' - ', '|', ': ', '']);
  if (random.chance(0.2)) format += { '%': '100%%', '{': '{{}}', $: '$$1' }[style];
  return {
    kind: 'format',
    format,
    style,
    datefmt: random.pick(DATE_FORMATS),
    utc: random.chance(0.3),
    record: record(random),
  };
}

function field(random: Random, style: '%' | '{' | '$'): string {
  const number = random.chance(0.4);
  const name = random.pick(number ? NUMBER_FIELDS : TEXT_FIELDS);
  if (style === '$') return random.chance(0.5) ? `\${${name}}` : `$${name} `;
  if (style === '%') {
    if (!number) return `%(${name})${random.pick(['', '-12', '12', '.3', '-10.4', '3'])}s`;
    return `%(${name})${random.pick(['d', '5d', '05d', '-6d', 'f', '.3f', '10.2f', 'x', '+d', 's', 'e', 'g', '.0f'])}`;
  }
  if (!number || name === 'process' || name === 'thread') {
    const text = TEXT_FIELDS.includes(name) && !NUMBER_FIELDS.includes(name);
    return `{${name}${text ? random.pick(['', ':>12', ':<12', ':^12', ':*^20', ':.3', '!r', '!s:>20']) : ''}}`;
  }
  const whole = name === 'levelno' || name === 'lineno' || name === 'count';
  const specs = whole
    ? ['', ':5', ':05d', ':<6', ':>6d', ':x', ':+d', ':,', ':^9']
    : ['', ':.3f', ':010.2f', ':.0f', ':e'];
  return `{${name}${random.pick(specs)}}`;
}

function record(random: Random): RecordParts {
  const [msg, args] = random.pick(MESSAGES);
  // A time between 1990 and 2060, in whole milliseconds.
  const ms = Math.floor(random.between(631_152_000, 2_840_000_000) * 1000 + random.between(0, 999));
  return {
    name: random.pick(NAMES) || 'root',
    level: random.pick(LEVELS),
    pathname: random.pick(['/srv/app/main.py', 'index.ts', '/a b/.hidden', '/x/archive.tar.gz']),
    lineno: random.between(1, 5000),
    funcName: random.pick(['handle', '<module>', 'Class.method']),
    msg,
    args,
    created: ms / 1000,
    msecs: ms % 1000,
    relativeCreated: ms - START_TIME,
    process: processId,
    processName,
    thread,
    threadName,
    extra: { user: random.pick(['ann', 'Zoë', "O'Neil", '']), count: random.between(0, 99_999) },
  };
}

function messageCase(random: Random): MessageCase {
  let msg = '';
  const args: (string | number)[] = [];
  const count = random.between(1, 4);
  for (let i = 0; i < count; i++) {
    const flags = random.pick(['', '', '-', '0', '+', ' ', '#', '-0', '+0']);
    const width = random.pick(['', '', '3', '12']);
    const kind = random.pick([
      'd',
      'i',
      'f',
      'e',
      'g',
      'x',
      'X',
      'o',
      's',
      'r',
      'E',
      'G',
      'F',
      'u',
      'a',
      'c',
      'star',
    ]);
    msg += random.pick([' ', '|', 'a=', '{}', '%%']);
    if (kind === 'star') {
      msg += '%*d';
      args.push(random.between(-8, 8), random.between(0, 100));
    } else if (kind === 's' || kind === 'r' || kind === 'a') {
      msg += `%${flags.replace('#', '')}${width}${random.pick(['', '', '.2'])}${kind}`;
      args.push(random.pick(['ann', 'Zoë', "it's", 'say "x"', 'tab\there', '', 'ünï\n', '日本', '🙂']));
    } else if (kind === 'c') {
      msg += '%c';
      args.push(random.between(33, 1000));
    } else if (/[efg]/i.test(kind)) {
      msg += `%${flags}${width}${random.pick(['', '.0', '.1', '.3', '.10'])}${kind}`;
      args.push(
        random.pick([
          0, 1, -1, 0.5, 1.5, 2.5, 0.1, 1e10, 1.5e-7, 123456.789, -0.001, 1e21, 1e22, 99999.95, 0.125,
        ]),
      );
    } else {
      msg += `%${flags}${width}${random.pick(['', '', '.4'])}${kind}`;
      args.push(random.pick([0, 1, 7, 255, 4096, 65_535, -42, -255, 1_000_000_007]));
    }
  }
  return { kind: 'message', msg, args };
}

function treeCase(random: Random): TreeCase {
  const handlers = Array.from({ length: random.between(1, 4) }, () => ({
    level: random.pick([0, 10, 20, 30, 40]),
    format: random.pick(['%(name)s:%(levelname)s:%(message)s', '%(levelno)d %(message)s']),
    filter: random.chance(0.3) ? random.pick(NAMES) : null,
  }));
  const ops: TreeOperation[] = [{ op: 'add', logger: '', handler: 0 }];
  const count = random.between(10, 50);
  for (let i = 0; i < count; i++) ops.push(operation(random, handlers.length));
  return { kind: 'tree', handlers, ops };
}

function operation(random: Random, handlers: number): TreeOperation {
  const logger = random.pick(NAMES);
  const kind = random.between(0, 19);
  if (kind < 3) return { op: 'level', logger, level: random.pick([0, 10, 20, 30, 40, 50]) };
  if (kind < 5) return { op: 'add', logger, handler: random.between(0, handlers - 1) };
  if (kind < 6) return { op: 'remove', logger, handler: random.between(0, handlers - 1) };
  if (kind < 7) return { op: 'propagate', logger, value: random.chance(0.6) };
  if (kind < 8) return { op: 'disabled', logger, value: random.chance(0.4) };
  if (kind < 9) return { op: 'filter', logger, name: random.pick(NAMES) };
  if (kind < 10) return { op: 'disable', logger, level: random.pick([0, 0, 10, 20, 30]) };
  if (kind < 13) return { op: 'ask', logger, level: random.pick(LEVELS) };
  const [msg, args] = random.pick(MESSAGES);
  return { op: 'log', logger, level: random.pick(LEVELS), msg, args };
}

function dictCase(random: Random, folder: string): DictCase {
  const ids = ['one', 'two', 'three'].slice(0, random.between(1, 3));
  const handlers: Record<string, HandlerConfig> = {};
  for (const id of ids) handlers[id] = handlerConfig(random, id);
  const logger = (): LoggerConfig => ({
    ...(random.chance(0.8) ? { level: random.pick(['DEBUG', 'INFO', 'WARNING', 'ERROR', 20]) } : {}),
    ...(random.chance(0.7) ? { handlers: [...new Set([random.pick(ids), random.pick(ids)])] } : {}),
    ...(random.chance(0.3) ? { propagate: random.chance(0.5) } : {}),
    ...(random.chance(0.2) ? { filters: ['only'] } : {}),
  });
  const loggers: Record<string, LoggerConfig> = {};
  for (const name of NAMES.slice(1)) if (random.chance(0.3)) loggers[name] = logger();
  if (random.chance(0.1)) loggers.a = { handlers: ['missing'] };
  const config: DictConfig = {
    version: 1,
    disable_existing_loggers: random.chance(0.5),
    formatters: {
      brief: { format: '%(levelname)-8s %(message)s' },
      braces: { format: '{name}/{levelname:>9}/{message}', style: '{' },
      dollars: { format: '$name $levelno $message', style: '$' },
    },
    filters: { only: { name: random.pick(['a', 'a.b', 'shop']) } },
    handlers,
    loggers,
    ...(random.chance(0.8) ? { root: logger() } : {}),
  };
  const changes: DictConfig[] = random.chance(0.3)
    ? [{ version: 1, incremental: true, loggers: { a: { level: 'DEBUG' }, b: { propagate: false } } }]
    : [];
  const logs = Array.from({ length: random.between(5, 25) }, () => {
    const [msg, args] = random.pick(MESSAGES);
    return { logger: random.pick(NAMES), level: random.pick(LEVELS), msg, args };
  });
  return { kind: 'dict', folder, before: NAMES.filter(() => random.chance(0.3)), config, changes, logs };
}

function handlerConfig(random: Random, id: string): HandlerConfig {
  const common = {
    filename: `@FOLDER@/${id}.log`,
    ...(random.chance(0.6) ? { level: random.pick(['DEBUG', 'INFO', 'ERROR', 30]) } : {}),
    ...(random.chance(0.8) ? { formatter: random.pick(['brief', 'braces', 'dollars']) } : {}),
    ...(random.chance(0.2) ? { filters: ['only'] } : {}),
  };
  const kind = random.between(0, 2);
  if (kind === 0) return { class: 'logging.FileHandler', mode: random.pick(['a', 'w']), ...common };
  if (kind === 1) {
    return { class: 'logging.handlers.RotatingFileHandler', maxBytes: 120, backupCount: 2, ...common };
  }
  return {
    class: 'logging.handlers.TimedRotatingFileHandler',
    when: 'midnight',
    encoding: 'utf-8',
    ...common,
  };
}

function sizeCase(random: Random, folder: string): SizeCase {
  return {
    kind: 'size',
    folder,
    maxBytes: random.pick([0, 10, 64, 100, 256, 1000]),
    backupCount: random.between(0, 5),
    delay: random.chance(0.3),
    messages: Array.from(
      { length: random.between(1, 60) },
      (_, i) => `${i} ${'x'.repeat(random.between(0, 70))}`,
    ),
  };
}

/** A start with no change of the clock nearby, and two days before the springs of New York and Berlin. */
const QUIET_START = Date.UTC(2026, 6, 1, 9, 30) / 1000;
const CHANGES = [Date.UTC(2026, 2, 6, 12) / 1000, Date.UTC(2026, 2, 27, 12) / 1000];
const STEPS: Readonly<Record<string, number>> = {
  S: 2,
  M: 90,
  H: 5000,
  D: 100_000,
  MIDNIGHT: 40_000,
  W: 250_000,
};

/**
 * What CPython 3.11 gets right is what is compared: midnights across the change of spring. Across that of
 * autumn it names a file for the day before (and so replaces that day's file), and weeks across a change and
 * intervals of several midnights are faulty too; schedule.test.ts holds those to the calendar itself.
 */
function timedCase(random: Random, folder: string): TimedCase {
  const when = random.pick(['S', 'M', 'H', 'D', 'midnight', 'MIDNIGHT', 'W0', 'W3', 'w6', 'h']);
  const calendar = /^(?:midnight|w)/i.test(when);
  const midnight = /^midnight$/i.test(when);
  const zone = random.pick(['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata']);
  const step = STEPS[/^w/i.test(when) ? 'W' : when.toUpperCase()]!;
  let now = midnight && random.chance(0.6) ? random.pick(CHANGES) : QUIET_START;
  now += random.between(0, 20_000);
  const atTime: [number, number, number] | null =
    calendar && random.chance(0.4)
      ? [random.between(4, 23), random.between(0, 59), random.between(0, 59)]
      : null;
  const times = Array.from({ length: random.between(2, 25) }, () => {
    now += random.between(0, midnight ? step : step * 2);
    return now;
  });
  return {
    kind: 'timed',
    folder,
    zone,
    when,
    interval: calendar ? 1 : random.between(1, 3),
    backupCount: random.pick([0, 0, 1, 3]),
    utc: random.chance(0.3),
    atTime,
    times,
  };
}

/** The kinds, for the names of tests. */
export const KINDS = ['format', 'message', 'tree', 'dict', 'size', 'timed'] as const;
