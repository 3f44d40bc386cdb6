import type { Handler } from '../handlers/handler.ts';
import type { Logger } from '../logger/logger.ts';
import type { Manager } from '../logger/manager.ts';
import { booleanAt, levelAt, listAt, mistake, objectAt, onlyKeys } from './check.ts';
import type { Builder } from './dict.ts';
import type { DictConfig } from './schema.ts';

const KEYS = ['level', 'propagate', 'filters', 'handlers', 'disabled'];

/** What one logger becomes, checked. */
interface Plan {
  logger: () => Logger;
  level: number | undefined;
  propagate: boolean | undefined;
  handlers: readonly Handler[];
  filters: Parameters<Logger['addFilter']>[0][];
}

/** Builds and checks everything, then changes the loggers. On a mistake nothing has changed. */
export function applyDict(config: DictConfig, tree: Manager, builder: Builder): void {
  let plans: Plan[];
  try {
    builder.buildAll();
    plans = planAll(config, tree, builder);
  } catch (error) {
    for (const handler of builder.handlers) void handler.close().catch(() => undefined);
    throw error;
  }
  const before = handlersOf(tree);
  resetExisting(config, tree);
  for (const plan of plans) carryOut(plan);
  const used = handlersOf(tree);
  for (const handler of before) if (!used.includes(handler)) retire(handler);
}

/** Changes levels and propagation only. */
export function applyIncremental(config: DictConfig, tree: Manager): void {
  const handlers = Object.entries(config.handlers ?? {}).map(([id, entry]) => {
    const handler = handlersOf(tree).find((candidate) => candidate.name === id);
    if (handler === undefined) throw mistake(`handlers.${id}`, 'no handler of this name is in use');
    const level = entry.level === undefined ? undefined : levelAt(entry.level, `handlers.${id}.level`);
    return { handler, level };
  });
  const loggers = Object.entries({ ...config.loggers, ...(config.root && { '': config.root }) }).map(
    ([name, entry]) => {
      const at = name === '' ? 'root' : `loggers.${name}`;
      const level = entry.level === undefined ? undefined : levelAt(entry.level, `${at}.level`);
      return { name, level, propagate: entry.propagate };
    },
  );
  for (const { handler, level } of handlers) if (level !== undefined) handler.setLevel(level);
  for (const { name, level, propagate } of loggers) {
    const logger = tree.getLogger(name);
    if (level !== undefined) logger.setLevel(level);
    if (propagate !== undefined) logger.propagate = propagate;
    if (name !== '') logger.disabled = false;
  }
}

function planAll(config: DictConfig, tree: Manager, builder: Builder): Plan[] {
  const plans: Plan[] = [];
  const loggers = config.loggers === undefined ? {} : objectAt(config.loggers, 'loggers');
  for (const name of Object.keys(loggers)) {
    plans.push(
      planOne(
        objectAt(loggers[name], `loggers.${name}`),
        `loggers.${name}`,
        () => tree.getLogger(name),
        builder,
      ),
    );
  }
  if (config.root !== undefined) {
    plans.push(planOne(objectAt(config.root, 'root'), 'root', () => tree.root, builder));
  }
  return plans;
}

function planOne(entry: Record<string, unknown>, at: string, logger: () => Logger, builder: Builder): Plan {
  onlyKeys(entry, KEYS, at);
  const list = (key: 'handlers' | 'filters') =>
    entry[key] === undefined ? [] : listAt(entry[key], `${at}.${key}`);
  return {
    logger,
    level: entry.level === undefined ? undefined : levelAt(entry.level, `${at}.level`),
    propagate: entry.propagate === undefined ? undefined : booleanAt(entry.propagate, `${at}.propagate`),
    handlers: list('handlers').map((id, i) => builder.handler(id, `${at}.handlers.${i}`)),
    filters: list('filters').map((id, i) => builder.filter(id, `${at}.filters.${i}`)),
  };
}

function carryOut(plan: Plan): void {
  const logger = plan.logger();
  for (const handler of [...logger.handlers]) logger.removeHandler(handler);
  if (plan.level !== undefined) logger.setLevel(plan.level);
  if (plan.propagate !== undefined) logger.propagate = plan.propagate;
  for (const handler of plan.handlers) logger.addHandler(handler);
  for (const filter of plan.filters) logger.addFilter(filter);
  logger.disabled = false;
}

/** Loggers that exist: those below a configured one start anew, others are disabled, as in Python. */
function resetExisting(config: DictConfig, tree: Manager): void {
  const named = Object.keys(config.loggers ?? {});
  for (const name of tree.names) {
    if (named.includes(name)) continue;
    const logger = tree.getLogger(name);
    if (named.some((above) => name.startsWith(`${above}.`))) {
      logger.setLevel(0);
      for (const handler of [...logger.handlers]) logger.removeHandler(handler);
      logger.propagate = true;
    } else logger.disabled = config.disable_existing_loggers ?? true;
  }
}

function handlersOf(tree: Manager): Handler[] {
  const found = new Set<Handler>(tree.root.handlers);
  for (const name of tree.names) for (const handler of tree.getLogger(name).handlers) found.add(handler);
  return [...found];
}

/** Closes a handler that no logger uses any more. What it kept back is written first. */
function retire(handler: Handler): void {
  if (handler.closed) return;
  handler.flushSync();
  void handler.close().catch((error) => handler.handleError(error));
}
