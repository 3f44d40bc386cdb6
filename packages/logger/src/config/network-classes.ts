import { OtlpHandler, type OtlpHandlerOptions } from '../bridges/otlp.ts';
import { DatabaseHandler, type DatabaseHandlerOptions } from '../database/handler.ts';
import { EncryptedFormatter, type EncryptedFormatterOptions } from '../encryption/encrypted-formatter.ts';
import type { FormatterLike } from '../formatters/formatter.ts';
import type { Handler } from '../handlers/handler.ts';
import { HttpHandler, type HttpHandlerOptions } from '../network/http-handler.ts';
import { LogboomHandler, type LogboomHandlerOptions } from '../network/logboom-handler.ts';
import {
  TcpHandler,
  type TcpHandlerOptions,
  UdpHandler,
  type UdpHandlerOptions,
} from '../network/socket-handlers.ts';
import { QueueHandler, type QueueHandlerOptions } from '../queue/queue-handler.ts';
import { WorkerHandler, type WorkerHandlerOptions } from '../queue/worker-handler.ts';
import { appendToFile } from '../queue/worker-tasks.ts';
import { PythonRedisFormatter } from '../redis/formatter.ts';
import { RedisHandler, type RedisHandlerOptions } from '../redis/handler.ts';
import {
  Syslog3164Formatter,
  Syslog5424Formatter,
  type SyslogFormatterOptions,
} from '../syslog/formatters.ts';
import { SyslogHandler, type SyslogHandlerOptions } from '../syslog/handler.ts';
import { mistake } from './check.ts';
import type { ConfigurableClass } from './classes.ts';

const DELIVERY = [
  'spool',
  'maxBytes',
  'maxMemory',
  'durability',
  'backoff',
  'timeout',
  'flushTimeout',
  'linger',
  'batchBytes',
  'batchRecords',
  'maxLine',
];
const STREAM = [...DELIVERY, 'host', 'port', 'tls'];

/** The handlers that send, for configurations. Clients and other objects come in by `ext://`. */
export const NETWORK_HANDLERS: Readonly<Record<string, ConfigurableClass<Handler>>> = {
  LogboomHandler: { options: STREAM, make: (options: LogboomHandlerOptions) => new LogboomHandler(options) },
  TcpHandler: {
    options: [...STREAM, 'settle'],
    make: (options: TcpHandlerOptions) => new TcpHandler(options),
  },
  UdpHandler: {
    options: [...DELIVERY, 'host', 'port', 'settle'],
    make: (options: UdpHandlerOptions) => new UdpHandler(options),
  },
  HttpHandler: {
    options: [...DELIVERY, 'url', 'headers', 'compress', 'contentType', 'body'],
    make: (options: HttpHandlerOptions) => new HttpHandler(options),
  },
  OtlpHandler: {
    options: [...DELIVERY, 'url', 'service', 'resource', 'headers', 'compress'],
    make: (options: OtlpHandlerOptions) => new OtlpHandler(options),
  },
  SyslogHandler: {
    options: [...STREAM, 'protocol', 'format', 'framing', 'hostname', 'settle', 'facility', 'app'],
    make: (options: SyslogHandlerOptions) => new SyslogHandler(options),
  },
  RedisHandler: {
    options: [...DELIVERY, 'client', 'channel', 'list', 'maxLength'],
    make: (options: RedisHandlerOptions) => new RedisHandler(options),
  },
  DatabaseHandler: {
    options: [...DELIVERY, 'adapter', 'table'],
    make: (options: DatabaseHandlerOptions) => new DatabaseHandler(options),
  },
  QueueHandler: {
    options: ['handlers', 'capacity', 'policy', 'sampleEvery', 'chunk'],
    make: (options: QueueHandlerOptions) => new QueueHandler(options),
  },
  WorkerHandler: {
    options: ['task', 'parameters', 'batch', 'capacity', 'deadline', 'path'],
    make: ({ path, ...options }: Partial<WorkerHandlerOptions<unknown>> & { path?: string }) => {
      if (options.task !== undefined) {
        return new WorkerHandler({ parameters: undefined, ...options, task: options.task });
      }
      if (typeof path !== 'string') throw mistake('path', 'must be the file to append to, or give a task');
      return new WorkerHandler({ ...options, task: appendToFile, parameters: { path } });
    },
  },
};

/** The formatters of this part. */
export const NETWORK_FORMATTERS: Readonly<Record<string, ConfigurableClass<FormatterLike>>> = {
  EncryptedFormatter: {
    options: ['key', 'formatter', 'fields'],
    make: (options: EncryptedFormatterOptions) => new EncryptedFormatter(options),
  },
  Syslog5424Formatter: {
    options: ['facility', 'app', 'host'],
    make: (options: SyslogFormatterOptions) => new Syslog5424Formatter(options),
  },
  Syslog3164Formatter: {
    options: ['facility', 'app', 'host'],
    make: (options: SyslogFormatterOptions) => new Syslog3164Formatter(options),
  },
  PythonRedisFormatter: {
    options: ['caller'],
    make: (options: { caller?: boolean }) => new PythonRedisFormatter(options),
  },
};
