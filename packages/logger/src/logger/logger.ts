import { type Caller, captureCaller } from '../event/caller.ts';
import { LogEvent } from '../event/event.ts';
import { reportError } from '../exit/report.ts';
import { applyFilters, type FilterLike } from '../filters/filter.ts';
import type { Handler } from '../handlers/handler.ts';
import { cutText } from '../values/limits.ts';
import { type Call, readCall } from './arguments.ts';
import { Bindings, type Fields } from './bindings.ts';
import { currentContext } from './context-hook.ts';
import { CRITICAL, DEBUG, ERROR, INFO, type LevelLike, levelNumber, TRACE, WARNING } from './levels.ts';
import type { Manager } from './manager.ts';
import type { LoggerNode } from './node.ts';
import { changes } from './version.ts';

const NO_ARGS: readonly unknown[] = [];

/** What {@link Logger.child} can change besides fields. */
export interface ChildOptions {
  /** A level of its own. */
  level?: LevelLike;
}

/**
 * Makes records and hands them to handlers. Get one with `getLogger('a.b.c')`. Every method takes what
 * {@link LogArguments} describes and none ever throws.
 */
export class Logger {
  readonly #manager: Manager;
  readonly #node: LoggerNode;
  /** Fields of every record: those given to {@link Logger.child}. */
  readonly bindings: Bindings | undefined;

  constructor(manager: Manager, node: LoggerNode, bindings: Bindings | undefined) {
    this.#manager = manager;
    this.#node = node;
    this.bindings = bindings;
  }

  trace(first: unknown, ...rest: unknown[]): void {
    if (TRACE >= this.#node.threshold) this.#log(TRACE, first, rest, this.trace);
  }

  debug(first: unknown, ...rest: unknown[]): void {
    if (DEBUG >= this.#node.threshold) this.#log(DEBUG, first, rest, this.debug);
  }

  info(first: unknown, ...rest: unknown[]): void {
    if (INFO >= this.#node.threshold) this.#log(INFO, first, rest, this.info);
  }

  warn(first: unknown, ...rest: unknown[]): void {
    if (WARNING >= this.#node.threshold) this.#log(WARNING, first, rest, this.warn);
  }

  /** Python's name for {@link Logger.warn}. */
  warning(first: unknown, ...rest: unknown[]): void {
    if (WARNING >= this.#node.threshold) this.#log(WARNING, first, rest, this.warning);
  }

  error(first: unknown, ...rest: unknown[]): void {
    if (ERROR >= this.#node.threshold) this.#log(ERROR, first, rest, this.error);
  }

  /** Python's `exception`: an error and what was being done, in either order. */
  exception(first: unknown, ...rest: unknown[]): void {
    if (ERROR >= this.#node.threshold) this.#log(ERROR, first, rest, this.exception);
  }

  critical(first: unknown, ...rest: unknown[]): void {
    if (CRITICAL >= this.#node.threshold) this.#log(CRITICAL, first, rest, this.critical);
  }

  /** The same level as {@link Logger.critical}, by the name that others use. */
  fatal(first: unknown, ...rest: unknown[]): void {
    if (CRITICAL >= this.#node.threshold) this.#log(CRITICAL, first, rest, this.fatal);
  }

  /** Any level, by number or name. An unknown name counts as ERROR, so that the line is not lost. */
  log(level: LevelLike, first: unknown, ...rest: unknown[]): void {
    const number = typeof level === 'number' ? level : numberOr(level, ERROR);
    if (number >= this.#node.threshold) this.#log(number, first, rest, this.log);
  }

  /**
   * A logger of the same name whose records carry more fields.
   *
   * @example const request = log.child({ request_id: id });
   */
  child(fields: Fields, options?: ChildOptions): Logger {
    const bindings = new Bindings(this.bindings, fields);
    return new Logger(
      this.#manager,
      options?.level === undefined ? this.#node : this.#detached(options.level),
      bindings,
    );
  }

  /** The logger below this one: `getLogger('a').getChild('b')` is `getLogger('a.b')`. */
  getChild(suffix: string): Logger {
    const name = this.#node === this.#manager.rootNode ? suffix : `${this.name}.${suffix}`;
    return this.#manager.getLogger(name);
  }

  /** Whether a record of that level would be made. Guards work that only a record needs. */
  isEnabledFor(level: LevelLike): boolean {
    return numberOr(level, ERROR) >= this.#node.threshold;
  }

  get name(): string {
    return this.#node.name;
  }

  /** The level set here, NOTSET if it is the parent's. */
  get level(): number {
    return this.#node.level;
  }

  /** @throws LogboomError LB_CONFIG_INVALID for a name that is no level */
  setLevel(level: LevelLike): this {
    this.#node.level = levelNumber(level);
    this.#manager.changed();
    return this;
  }

  /** The level in force: the nearest that is set, going up. */
  get effectiveLevel(): number {
    return this.#node.effectiveLevel;
  }

  get parent(): Logger | undefined {
    const { parent } = this.#node;
    return parent === undefined
      ? undefined
      : this.#manager.getLogger(parent === this.#manager.rootNode ? '' : parent.name);
  }

  /** Whether records go on to the handlers of the loggers above. @default true */
  get propagate(): boolean {
    return this.#node.propagate;
  }

  set propagate(value: boolean) {
    this.#node.propagate = value;
    this.#manager.changed();
  }

  /** A disabled logger makes no records. @default false */
  get disabled(): boolean {
    return this.#node.disabled;
  }

  set disabled(value: boolean) {
    this.#node.disabled = value;
    this.#manager.changed();
  }

  /** Whether records find out file, line and function of the caller: costs some microseconds each. @default as the formatters need */
  captureCaller(value: boolean | undefined): this {
    this.#node.caller = value;
    this.#manager.changed();
    return this;
  }

  /** The handlers of this logger alone. */
  get handlers(): readonly Handler[] {
    return this.#node.handlers;
  }

  addHandler(handler: Handler): this {
    if (!this.#node.handlers.includes(handler)) this.#node.handlers.push(handler);
    this.#manager.changed();
    return this;
  }

  removeHandler(handler: Handler): this {
    const at = this.#node.handlers.indexOf(handler);
    if (at >= 0) this.#node.handlers.splice(at, 1);
    this.#manager.changed();
    return this;
  }

  /** Whether a record would reach a handler. */
  get hasHandlers(): boolean {
    return this.#node.collectHandlers().length > 0;
  }

  /** Filters of this logger see only what is logged here, not what comes up from below. */
  get filters(): readonly FilterLike[] {
    return this.#node.filters;
  }

  addFilter(filter: FilterLike): this {
    if (!this.#node.filters.includes(filter)) this.#node.filters.push(filter);
    return this;
  }

  removeFilter(filter: FilterLike): this {
    const at = this.#node.filters.indexOf(filter);
    if (at >= 0) this.#node.filters.splice(at, 1);
    return this;
  }

  /** Passes a ready record through this logger's filters to the handlers: for bridges and receivers. Levels are not checked. */
  handle(event: LogEvent): void {
    try {
      this.#pass(event);
    } catch (error) {
      reportError(`logger ${this.name}`, error);
    }
  }

  #log(level: number, first: unknown, rest: readonly unknown[], method: (...args: never[]) => void): void {
    try {
      const node = this.#node;
      // A child with a level of its own is not in the tree and learns of `disable` only here.
      if (level <= this.#manager.disabledLevel) return;
      if (node.version !== changes.count) this.#manager.refresh(node);
      const caller = node.targetsCaller ? captureCaller(method, 0) : undefined;
      const plain = typeof first === 'string' && rest.length === 0;
      this.#pass(
        plain ? this.#plain(level, first, caller) : this.#make(level, readCall(first, rest), caller),
      );
    } catch (error) {
      reportError(`logger ${this.name}`, error);
    }
  }

  /** A text alone, the commonest call, is spared all that readCall looks for. */
  #plain(level: number, text: string, caller: Caller | undefined): LogEvent {
    return new LogEvent(
      this.#node.name,
      level,
      Date.now(),
      cutText(text),
      undefined,
      NO_ARGS,
      undefined,
      undefined,
      this.bindings,
      currentContext(),
      caller,
    );
  }

  #make(level: number, call: Call, caller: Caller | undefined): LogEvent {
    return new LogEvent(
      this.#node.name,
      level,
      Date.now(),
      call.template,
      call.pattern,
      call.args,
      call.fields,
      call.error,
      this.bindings,
      currentContext(),
      caller,
    );
  }

  #pass(event: LogEvent): void {
    const node = this.#node;
    let current: LogEvent | undefined = event;
    if (node.filters.length > 0) {
      current = applyFilters(node.filters, event, (error) => reportError(`filter of ${node.name}`, error));
      if (current === undefined) return;
    }
    this.#manager.dispatch(node, current);
  }

  /** A node for a child with its own level: not in the tree, so that it goes when the child goes. */
  #detached(level: LevelLike): LoggerNode {
    return this.#manager.detach(this.#node, numberOr(level, this.#node.level));
  }
}

function numberOr(level: LevelLike, otherwise: number): number {
  try {
    return levelNumber(level);
  } catch (error) {
    reportError('level', error);
    return otherwise;
  }
}
