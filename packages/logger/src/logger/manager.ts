import type { LogEvent } from '../event/event.ts';
import { reportError } from '../exit/report.ts';
import { applyFilters, type FilterLike } from '../filters/filter.ts';
import type { Handler } from '../handlers/handler.ts';
import { NOTSET, WARNING } from './levels.ts';
import { Logger } from './logger.ts';
import { LoggerNode } from './node.ts';
import { changes } from './version.ts';

/** A tree of loggers. The process has one ({@link getLogger}); a library or a test may have its own. */
export class Manager {
  readonly rootNode = new LoggerNode('root', undefined);
  /** The root logger. */
  readonly root: Logger;
  /** Takes records that reach no handler at all, as Python's `lastResort` does. */
  lastResort: Handler | undefined;
  readonly #filters: FilterLike[] = [];
  #disabled = NOTSET;
  readonly #nodes = new Map<string, LoggerNode>();
  readonly #loggers = new WeakMap<LoggerNode, Logger>();

  constructor() {
    this.rootNode.level = WARNING;
    this.root = new Logger(this, this.rootNode, undefined);
    this.#loggers.set(this.rootNode, this.root);
    this.changed();
  }

  /** The logger of a dotted name, always the same one. '' and 'root' are the root. */
  getLogger(name = ''): Logger {
    const node = this.node(name);
    let logger = this.#loggers.get(node);
    if (logger === undefined) {
      logger = new Logger(this, node, undefined);
      this.#loggers.set(node, logger);
    }
    return logger;
  }

  /** The names that exist, without the root. */
  get names(): string[] {
    return [...this.#nodes.keys()];
  }

  /** Whether a logger of that name was asked for. */
  has(name: string): boolean {
    return this.#nodes.has(name);
  }

  /** Everything at or below a level is off, whatever loggers say: `logging.disable`. NOTSET ends it. */
  disable(level: number): void {
    this.#disabled = level;
    this.changed();
  }

  get disabledLevel(): number {
    return this.#disabled;
  }

  /** Filters that every record passes, of whichever logger, before any handler sees it: redaction, enrichment. */
  addFilter(filter: FilterLike): this {
    this.#filters.push(filter);
    return this;
  }

  removeFilter(filter: FilterLike): this {
    const at = this.#filters.indexOf(filter);
    if (at >= 0) this.#filters.splice(at, 1);
    return this;
  }

  /** Passes a record to the handlers of a node. Never throws. */
  dispatch(node: LoggerNode, event: LogEvent): void {
    let current: LogEvent | undefined = event;
    if (this.#filters.length > 0) {
      current = applyFilters(this.#filters, event, reportFilter);
      if (current === undefined) return;
    }
    if (node.version !== changes.count) this.refresh(node);
    const { targets } = node;
    const { level } = current;
    for (let i = 0; i < targets.length; i++) {
      const handler = targets[i]!;
      if (level >= handler.level) handler.handle(current);
    }
    if (targets.length === 0 && this.lastResort !== undefined && level >= this.lastResort.level) {
      this.lastResort.handle(current);
    }
  }

  /** Works out where the records of a node go. */
  refresh(node: LoggerNode): void {
    node.targets = node.collectHandlers();
    node.targetsCaller = node.wantsCaller || node.targets.some((handler) => handler.needsCaller);
    node.version = changes.count;
  }

  /** To be called after every change of levels, handlers or the tree. */
  changed(): void {
    changes.count++;
    this.#setThreshold(this.rootNode, this.rootNode.level);
  }

  /** The node of a name, made with all those above it that exist. */
  node(name: string): LoggerNode {
    if (name === '' || name === 'root') return this.rootNode;
    const known = this.#nodes.get(name);
    if (known !== undefined) return known;
    const parent = this.#nearest(name);
    const node = new LoggerNode(name, parent);
    for (const child of parent.children) {
      if (child.name.startsWith(`${name}.`)) this.#move(child, node);
    }
    parent.children.add(node);
    this.#nodes.set(name, node);
    this.changed();
    return node;
  }

  /** A node with a level of its own that passes records on as `node` does; not in the tree. */
  detach(node: LoggerNode, level: number): LoggerNode {
    const detached = new LoggerNode(node.name, node);
    detached.level = level;
    detached.threshold = node.disabled ? Number.POSITIVE_INFINITY : Math.max(level, this.#disabled + 1);
    detached.filters = node.filters;
    return detached;
  }

  #nearest(name: string): LoggerNode {
    for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      const found = this.#nodes.get(name.slice(0, dot));
      if (found !== undefined) return found;
    }
    return this.rootNode;
  }

  #move(child: LoggerNode, parent: LoggerNode): void {
    child.parent?.children.delete(child);
    child.parent = parent;
    parent.children.add(child);
  }

  #setThreshold(node: LoggerNode, inherited: number): void {
    const level = node.level === NOTSET ? inherited : node.level;
    const enabled = Math.max(level, this.#disabled + (this.#disabled === NOTSET ? 0 : 1));
    node.threshold = node.disabled ? Number.POSITIVE_INFINITY : enabled;
    for (const child of node.children) this.#setThreshold(child, level);
  }
}

function reportFilter(error: unknown): void {
  reportError('filter', error);
}
