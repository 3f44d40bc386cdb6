import type { DictConfig, Style } from '@logboom/logger';

/** One case that both loggers run. */
export type Case = FormatCase | MessageCase | TreeCase | DictCase | SizeCase | TimedCase;

export interface FormatCase {
  kind: 'format';
  format: string;
  style: Style;
  datefmt: string | null;
  utc: boolean;
  record: RecordParts;
}

export interface RecordParts {
  name: string;
  level: number;
  pathname: string;
  lineno: number;
  funcName: string;
  msg: string;
  args: (string | number)[];
  created: number;
  msecs: number;
  relativeCreated: number;
  process: number;
  processName: string;
  thread: number;
  threadName: string;
  extra: Record<string, string | number>;
}

export interface MessageCase {
  kind: 'message';
  msg: string;
  args: (string | number)[];
}

export interface TreeCase {
  kind: 'tree';
  handlers: { level: number; format: string; filter: string | null }[];
  ops: TreeOperation[];
}

export type TreeOperation = { logger: string } & (
  | { op: 'level'; level: number }
  | { op: 'disable'; level: number }
  | { op: 'ask'; level: number }
  | { op: 'add'; handler: number }
  | { op: 'remove'; handler: number }
  | { op: 'propagate'; value: boolean }
  | { op: 'disabled'; value: boolean }
  | { op: 'filter'; name: string }
  | { op: 'log'; level: number; msg: string; args: (string | number)[] }
);

export interface DictCase {
  kind: 'dict';
  /** Python works in this folder with `-python` behind its name. */
  folder: string;
  /** Loggers that exist before. */
  before: string[];
  config: DictConfig;
  changes: DictConfig[];
  logs: { logger: string; level: number; msg: string; args: (string | number)[] }[];
}

export interface SizeCase {
  kind: 'size';
  folder: string;
  maxBytes: number;
  backupCount: number;
  delay: boolean;
  messages: string[];
}

export interface TimedCase {
  kind: 'timed';
  folder: string;
  zone: string;
  when: string;
  interval: number;
  backupCount: number;
  utc: boolean;
  atTime: [number, number, number] | null;
  /** Seconds since 1970. */
  times: number[];
}
