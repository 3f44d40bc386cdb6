import type { FastifyInstance } from 'fastify';
import type { Tokens } from '../auth/tokens.ts';
import type { ServerLog } from '../log/log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Sink } from '../pipeline/sink.ts';
import type { Snippets } from './snippet.ts';

/** What an input gets from the server. */
export interface InputContext {
  sink: Sink;
  log: ServerLog;
  metrics: Metrics;
  limits: InputLimits;
  /** The name of this node, which no other has. */
  node: string;
  /** Who may send, where the protocol has a place for a token. */
  tokens: Tokens;
}

export interface InputLimits {
  /** The longest record, in bytes. */
  record: number;
  /** The largest batch or request, in bytes. */
  batch: number;
  /** Open connections of one listener. */
  connections: number;
}

/** Where an input listens: the part of its configuration key (`tcp`) and the address it got, or asked for in vain. */
export interface ListenerState {
  key: string;
  address: string;
  /** Why it could not be opened. */
  problem?: string;
}

/**
 * A way in: decodes what one protocol brings, hands batches to the sink, and answers its sender, where the
 * protocol has an answer, once they are durable.
 */
export interface Input {
  /** The name in configuration, metrics and the column `source`. */
  readonly name: string;
  /** Opens its listeners; one that cannot be opened is a warning in the log, not an error. */
  start(): Promise<void>;
  /** Takes nothing more, hands on what was received, and closes. */
  stop(): Promise<void>;
  /** Where it listens, or was to. */
  listeners(): ListenerState[];
  /** Adds its paths to the HTTP server, if it has any. */
  routes?(http: FastifyInstance): void;
  /** What it is connected to, for an input that connects outward; empty while it is off. */
  outward?(): OutwardState[];
}

/** One thing that an outward input reads from. */
export interface OutwardState {
  /** The part of its configuration key: `channels`, `streams` ... */
  key: string;
  /** What is read, without secrets: `redis://host:6379 logs`. */
  address: string;
  state: 'connected' | 'connecting';
  /** Why it does not read at the moment. */
  problem?: string;
}

/** An address or `off` for each listener of an input, `on` or `off` for what has no listener of its own. */
export type InputOptions = Record<string, string>;

/** A setting of an input that is no address. */
export interface InputSetting {
  default: string;
  description: string;
  /** Several values: a list in the file, or commas between them. */
  list?: boolean;
}

/** A line of the table of inputs. */
export interface InputType {
  name: string;
  /** One line for people. */
  title: string;
  /**
   * Listener keys with their default addresses, and switches (`http: 'on'`) for paths on the HTTP server. What
   * is `on` by default can only be `on` or `off`.
   */
  defaults: InputOptions;
  /** What to paste. */
  snippets: Snippets;
  /** Those of its own listeners whose senders show one of `auth.tokens`; paths on the HTTP server always ask. */
  tokens?: readonly string[];
  /** Everything else that can be set. */
  settings?: Record<string, InputSetting>;
  create(context: InputContext, options: InputOptions): Input;
}
