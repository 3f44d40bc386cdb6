import { Writable } from 'node:stream';
import { LogEvent } from '../event/event.ts';
import type { Handler } from '../handlers/handler.ts';
import { HttpHandler, type HttpHandlerOptions } from '../network/http-handler.ts';
import { LogboomHandler, type LogboomHandlerOptions } from '../network/logboom-handler.ts';
import { TcpHandler, type TcpHandlerOptions } from '../network/socket-handlers.ts';
import { handlersOf, handOn, type Target } from './target.ts';

/** Options that can be sent to pino's worker thread: which handler, and its own. */
export type PinoTransportOptions =
  | ({ handler: 'logboom' } & LogboomHandlerOptions)
  | ({ handler: 'http' } & HttpHandlerOptions)
  | ({ handler: 'tcp' } & TcpHandlerOptions);

/**
 * A pino transport, for `pino.transport`:
 *
 * @example pino(pino.transport({ target: '@logboom/logger/pino', options: { handler: 'logboom', port: 5000 } }));
 */
export default function pinoTransport(options: PinoTransportOptions): Writable {
  return pinoDestination(handlerOf(options), { close: true });
}

/**
 * Any handlers as pino's destination in the same thread.
 *
 * @example const log = pino(pinoDestination(new LogboomHandler({ port: 5000 })));
 */
export function pinoDestination(target: Target, { close = false }: { close?: boolean } = {}): Writable {
  let rest = '';
  return new Writable({
    decodeStrings: false,
    defaultEncoding: 'utf8',
    write(chunk: Buffer | string, _encoding, done) {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') handOn(target, eventOfLine(line));
      done();
    },
    final(done) {
      const work = handlersOf(target).map((handler) => (close ? handler.close() : handler.flush()));
      Promise.all(work).then(() => done(), done);
    },
  });
}

function handlerOf(options: PinoTransportOptions): Handler {
  if (options.handler === 'http') return new HttpHandler(options);
  return options.handler === 'tcp' ? new TcpHandler(options) : new LogboomHandler(options);
}

/** pino's 10 trace, 20 debug ... 60 fatal; 5, 10 ... 50 here. */
export function levelOfPino(level: number): number {
  return level <= 10 ? 5 : level - 10;
}

function eventOfLine(line: string): LogEvent {
  try {
    const { level, time, msg, name, ...fields } = JSON.parse(line) as Record<string, unknown>;
    return LogEvent.from({
      name: typeof name === 'string' ? name : 'pino',
      level: typeof level === 'number' ? levelOfPino(level) : 20,
      time:
        typeof time === 'number'
          ? time
          : typeof time === 'string'
            ? Date.parse(time) || Date.now()
            : Date.now(),
      template: typeof msg === 'string' ? msg : '',
      fields,
    });
  } catch {
    return LogEvent.from({ name: 'pino', level: 20, template: line });
  }
}
