import { createRequire } from 'node:module';
import { FileHandler, INFO, JsonFormatter, type LogEvent, Manager, TextHandler } from '@logboom/logger';
import { configure, getJsonLinesFormatter, getLogger as getLogTape } from '@logtape/logtape';
import log4js from 'log4js';
import pino from 'pino';
import { ROARR, Roarr } from 'roarr';
import { Logger as TsLogger } from 'tslog';
import winston from 'winston';

/** Takes each line at once: what all loggers write to. */
export interface Sink {
  write(line: string): void;
}

export type Fields = Record<string, string | number | boolean>;

/** What is measured of a logger. */
export interface Contestant {
  name: string;
  info(message: string): void;
  infoWith(message: string, fields: Fields): void;
  /** Info of a child with two bound fields. */
  childInfo(message: string): void;
  debug(message: string): void;
  child(fields: Fields): unknown;
}

const BOUND = { service: 'api', requestId: 'abc-123' };

/** All loggers, each writing JSON lines with time, level and message to its sink; levels from info. */
export async function contestants(sinkOf: (name: string) => Sink): Promise<Contestant[]> {
  return [
    logboom(sinkOf('logboom')),
    fromPino(sinkOf('pino')),
    fromWinston(sinkOf('winston')),
    fromBunyan(sinkOf('bunyan')),
    await fromLogTape(sinkOf('logtape')),
    fromRoarr(sinkOf('roarr')),
    fromTslog(sinkOf('tslog')),
    fromLog4js(sinkOf('log4js')),
  ];
}

class SinkHandler extends TextHandler {
  readonly #sink: Sink;
  constructor(sink: Sink) {
    // The same as pino's line: level, time in milliseconds, message, and no name.
    super({}, new JsonFormatter({ names: { logger: '' }, time: 'milliseconds' }));
    this.#sink = sink;
  }
  override write(line: string, _event: LogEvent): void {
    this.#sink.write(line);
  }
}

function logboom(sink: Sink): Contestant {
  const manager = new Manager();
  manager.root.setLevel(INFO).addHandler(new SinkHandler(sink));
  const log = manager.getLogger('bench');
  const child = log.child(BOUND);
  return {
    name: 'logboom',
    info: (message) => log.info(message),
    infoWith: (message, fields) => log.info(message, fields),
    childInfo: (message) => child.info(message),
    debug: (message) => log.debug(message),
    child: (fields) => log.child(fields),
  };
}

function fromPino(sink: Sink): Contestant {
  const log = pino({ base: null }, sink);
  const child = log.child(BOUND);
  return {
    name: 'pino',
    info: (message) => log.info(message),
    infoWith: (message, fields) => log.info(fields, message),
    childInfo: (message) => child.info(message),
    debug: (message) => log.debug(message),
    child: (fields) => log.child(fields),
  };
}

function fromWinston(sink: Sink): Contestant {
  const log = winston.createLogger({
    level: 'info',
    format: winston.format.combine(winston.format.timestamp(), winston.format.json()),
    transports: [
      new winston.transports.Stream({
        stream: new (createRequire(import.meta.url)('node:stream').Writable)({
          decodeStrings: false,
          write(line: string, _encoding: string, done: () => void) {
            sink.write(line);
            done();
          },
        }),
      }),
    ],
  });
  const child = log.child(BOUND);
  return {
    name: 'winston',
    info: (message) => void log.info(message),
    infoWith: (message, fields) => void log.info(message, fields),
    childInfo: (message) => void child.info(message),
    debug: (message) => void log.debug(message),
    child: (fields) => log.child(fields),
  };
}

/** What is used of bunyan, which has no types of its own. */
interface Bunyan {
  info(message: string): void;
  info(fields: Fields, message: string): void;
  debug(message: string): void;
  child(fields: Fields, simple?: boolean): Bunyan;
}

function fromBunyan(sink: Sink): Contestant {
  const bunyan = createRequire(import.meta.url)('bunyan') as { createLogger(options: object): Bunyan };
  const log = bunyan.createLogger({ name: 'bench', streams: [{ level: 'info', stream: sink }] });
  const child = log.child(BOUND, true);
  return {
    name: 'bunyan',
    info: (message) => log.info(message),
    infoWith: (message, fields) => log.info(fields, message),
    childInfo: (message) => child.info(message),
    debug: (message) => log.debug(message),
    child: (fields) => log.child(fields, true),
  };
}

async function fromLogTape(sink: Sink): Promise<Contestant> {
  const format = getJsonLinesFormatter({ properties: 'flatten' });
  await configure({
    reset: true,
    sinks: { memory: (record) => sink.write(format(record)) },
    loggers: [
      { category: 'bench', lowestLevel: 'info', sinks: ['memory'] },
      { category: ['logtape', 'meta'], lowestLevel: 'error', sinks: [] },
    ],
  });
  const log = getLogTape('bench');
  const child = log.with(BOUND);
  return {
    name: 'logtape',
    info: (message) => log.info(message),
    infoWith: (message, fields) => log.info(message, fields),
    childInfo: (message) => child.info(message),
    debug: (message) => log.debug(message),
    child: (fields) => log.with(fields),
  };
}

function fromRoarr(sink: Sink): Contestant {
  // Without ROARR_LOG roarr writes nothing; it reads the variable when it is loaded.
  ROARR.write = (line) => sink.write(`${line}\n`);
  const child = Roarr.child(BOUND);
  return {
    name: 'roarr',
    info: (message) => Roarr.info(message),
    infoWith: (message, fields) => Roarr.info(fields, message),
    childInfo: (message) => child.info(message),
    // roarr has no levels to switch off at the logger.
    debug: () => undefined,
    child: (fields) => Roarr.child(fields),
  };
}

function fromTslog(sink: Sink): Contestant {
  const log = new TsLogger<Fields>({ type: 'hidden', minLevel: 3, stack: { capture: 'off' } });
  const transport = (record: object) => sink.write(`${JSON.stringify(record)}\n`);
  log.attachTransport(transport);
  const child = log.getSubLogger({ name: 'child' }, BOUND);
  return {
    name: 'tslog',
    info: (message) => void log.info(message),
    infoWith: (message, fields) => void log.info(message, fields),
    childInfo: (message) => void child.info(message, BOUND),
    debug: (message) => void log.debug(message),
    child: (fields) => log.getSubLogger({}, fields),
  };
}

function fromLog4js(sink: Sink): Contestant {
  log4js.configure({
    appenders: {
      sink: {
        type: {
          configure: () => (event: log4js.LoggingEvent) => {
            const [message, fields] = event.data;
            sink.write(
              `${JSON.stringify({ level: event.level.levelStr, time: event.startTime, message, ...event.context, ...fields })}\n`,
            );
          },
        },
      },
    },
    categories: { default: { appenders: ['sink'], level: 'info' } },
  });
  const log = log4js.getLogger('bench');
  const child = log4js.getLogger('child');
  for (const [key, value] of Object.entries(BOUND)) child.addContext(key, value);
  return {
    name: 'log4js',
    info: (message) => log.info(message),
    infoWith: (message, fields) => log.info(message, fields),
    childInfo: (message) => child.info(message),
    debug: (message) => log.debug(message),
    child: () => log4js.getLogger('child'),
  };
}

/** Loggers that write to a file, from the first line to the closed file. */
export interface FileContestant {
  name: string;
  run(filename: string, lines: number): Promise<void>;
}

const FILE_FIELDS = () => ({ userId: 12_345, action: 'login', ok: true, elapsed: 12.5 });

export const FILE_CONTESTANTS: readonly FileContestant[] = [
  {
    name: 'logboom',
    async run(filename, lines) {
      const manager = new Manager();
      const formatter = new JsonFormatter({ names: { logger: '' }, time: 'milliseconds' });
      const handler = new FileHandler({ filename, formatter });
      manager.root.setLevel(INFO).addHandler(handler);
      for (let i = 0; i < lines; i++) manager.root.info('user logged in', FILE_FIELDS());
      await handler.close();
    },
  },
  {
    name: 'pino (default)',
    async run(filename, lines) {
      const destination = pino.destination(filename);
      await new Promise((resolve) => destination.once('ready', resolve));
      const log = pino({ base: null }, destination);
      for (let i = 0; i < lines; i++) log.info(FILE_FIELDS(), 'user logged in');
      destination.flushSync();
      destination.end();
      await new Promise((resolve) => destination.once('close', resolve));
    },
  },
  {
    name: 'pino (minLength 4096)',
    async run(filename, lines) {
      const destination = pino.destination({ dest: filename, minLength: 4096, sync: true });
      const log = pino({ base: null }, destination);
      for (let i = 0; i < lines; i++) log.info(FILE_FIELDS(), 'user logged in');
      destination.flushSync();
      destination.end();
      await new Promise((resolve) => destination.once('close', resolve));
    },
  },
  {
    name: 'winston',
    async run(filename, lines) {
      const transport = new winston.transports.File({ filename });
      const log = winston.createLogger({
        format: winston.format.combine(winston.format.timestamp(), winston.format.json()),
        transports: [transport],
      });
      for (let i = 0; i < lines; i++) log.info('user logged in', FILE_FIELDS());
      const finished = new Promise((resolve) => transport.once('finish', resolve));
      log.end();
      await finished;
    },
  },
];
