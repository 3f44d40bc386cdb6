import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type DictConfig,
  dictConfig,
  FunctionHandler,
  LogEvent,
  Manager,
  NameFilter,
  RotatingFileHandler,
  TextFormatter,
  TimedRotatingFileHandler,
} from '@logboom/logger';
import { readCall } from '../../src/logger/arguments.ts';
import type { Case, DictCase, FormatCase, SizeCase, TimedCase, TreeCase } from './cases.ts';

/** Runs a case with this library; the answers have the shape of driver.py's. */
export async function run(one: Case): Promise<unknown> {
  switch (one.kind) {
    case 'format':
      return runFormat(one);
    case 'message':
      return event({ msg: one.msg, args: one.args }).message;
    case 'tree':
      return runTree(one);
    case 'dict':
      return await runDict(one);
    case 'size':
      return await runSize(one);
    case 'timed':
      return await runTimed(one);
  }
}

function event(parts: {
  msg: string;
  args: readonly (string | number)[];
  name?: string;
  level?: number;
}): LogEvent {
  return LogEvent.from({
    name: parts.name ?? 'x',
    level: parts.level ?? 20,
    ...readCall(parts.msg, parts.args),
  });
}

function runFormat(one: FormatCase): string {
  const { record } = one;
  const formatter = new TextFormatter({
    format: one.format,
    style: one.style,
    utc: one.utc,
    ...(one.datefmt === null ? {} : { datefmt: one.datefmt }),
  });
  return formatter.format(
    event(record).with({
      time: Math.round(record.created * 1000),
      fields: record.extra,
      caller: { pathname: record.pathname, line: record.lineno, functionName: record.funcName },
    }),
  );
}

function runTree(one: TreeCase): unknown {
  const manager = new Manager();
  const outputs: string[][] = one.handlers.map(() => []);
  const handlers = one.handlers.map((spec, i) => {
    const options = { level: spec.level, formatter: new TextFormatter({ format: spec.format }) };
    const handler = new FunctionHandler((line) => void outputs[i]!.push(line), options);
    return spec.filter === null ? handler : handler.addFilter(new NameFilter(spec.filter));
  });
  const answers: unknown[] = [];
  for (const op of one.ops) {
    const logger = manager.getLogger(op.logger);
    if (op.op === 'level') logger.setLevel(op.level);
    else if (op.op === 'add') logger.addHandler(handlers[op.handler]!);
    else if (op.op === 'remove') logger.removeHandler(handlers[op.handler]!);
    else if (op.op === 'propagate') logger.propagate = op.value;
    else if (op.op === 'disabled') logger.disabled = op.value;
    else if (op.op === 'filter') logger.addFilter(new NameFilter(op.name));
    else if (op.op === 'disable') manager.disable(op.level);
    else if (op.op === 'log') logger.log(op.level, op.msg, ...op.args);
    else {
      const { effectiveLevel, hasHandlers, name, parent } = logger;
      answers.push([effectiveLevel, logger.isEnabledFor(op.level), hasHandlers, name, parent?.name ?? null]);
    }
  }
  return { outputs, answers };
}

async function runDict(one: DictCase): Promise<unknown> {
  mkdirSync(one.folder);
  const manager = new Manager();
  for (const name of one.before) manager.getLogger(name);
  let error = false;
  try {
    const text = JSON.stringify(one.config).replaceAll('@FOLDER@', one.folder);
    for (const config of [JSON.parse(text) as DictConfig, ...one.changes]) dictConfig(config, { manager });
  } catch {
    error = true;
  }
  for (const { logger, level, msg, args } of one.logs) manager.getLogger(logger).log(level, msg, ...args);
  for (const name of ['', ...manager.names]) {
    for (const handler of manager.getLogger(name).handlers) await handler.close();
  }
  // Here a mistake changes nothing; Python leaves what it had done by then.
  return { error, files: error ? {} : readFolder(one.folder) };
}

async function runSize({ folder, maxBytes, backupCount, delay, messages }: SizeCase): Promise<unknown> {
  const handler = new RotatingFileHandler({
    filename: join(folder, 'app.log'),
    maxBytes,
    backupCount,
    delay,
    formatter: new TextFormatter(),
  });
  for (const message of messages) handler.handle(event({ msg: message, args: [] }));
  await handler.close();
  return readFolder(folder);
}

async function runTimed(one: TimedCase): Promise<unknown> {
  process.env.TZ = one.zone;
  let now = one.times[0]! * 1000;
  const [hour = 0, minute = 0, second = 0] = one.atTime ?? [];
  const handler = new TimedRotatingFileHandler({
    filename: join(one.folder, 'app.log'),
    when: one.when,
    interval: one.interval,
    backupCount: one.backupCount,
    utc: one.utc,
    delay: true,
    clock: () => now,
    formatter: new TextFormatter(),
    ...(one.atTime === null ? {} : { atTime: { hour, minute, second } }),
  });
  for (const time of one.times) {
    now = time * 1000;
    handler.handle(event({ msg: `at ${time}`, args: [] }));
  }
  await handler.close();
  return readFolder(one.folder);
}

function readFolder(folder: string): Record<string, string> {
  const names = readdirSync(folder).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
