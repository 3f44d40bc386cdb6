import { LogboomError, reasonOf, type TimeZone, timeZone } from '@logboom/core';
import type { Batch } from '../../pipeline/sink.ts';
import type { Input, InputContext, InputOptions, InputType } from '../input.ts';
import { MessageSession, type Messages } from '../net/message-session.ts';
import { SocketInput } from '../net/socket-input.ts';
import { readText } from '../net/text.ts';
import { TLS_SETTINGS } from '../net/tls.ts';
import { fillSyslog } from './message.ts';
import { snippets } from './snippets.ts';

const NAME = 'syslog';
/** What a priority begins with. */
const LESS = 60;

/** Adds messages; one that cannot be kept costs only itself, counted and logged. */
class SyslogMessages implements Messages {
  readonly #context: InputContext;
  readonly #zone: TimeZone;

  constructor(context: InputContext, zone: TimeZone) {
    this.#context = context;
    this.#zone = zone;
  }

  add(bytes: Buffer, peer: string, batch: Batch): void {
    const draft = batch.draft();
    fillSyslog(readText(bytes), this.#zone, draft);
    if (draft.host === '') draft.host = peer;
    try {
      batch.add();
    } catch (error) {
      this.refuse(error, peer);
    }
  }

  refuse(error: unknown, peer: string): void {
    const { metrics, log } = this.#context;
    metrics.rejected.inc({ input: NAME, reason: LogboomError.is(error) ? error.code : 'LB_INTERNAL' });
    log.warn('a record was refused', { input: NAME, peer, reason: reasonOf(error) });
  }
}

function trimmed(datagram: Buffer): Buffer {
  let end = datagram.length;
  while (end > 0 && (datagram[end - 1] === 0 || datagram[end - 1] === 10 || datagram[end - 1] === 13)) end--;
  return datagram.subarray(0, end);
}

/** Syslog: RFC 5424 and RFC 3164, over UDP, TCP and TLS. */
export const syslog: InputType = {
  name: NAME,
  title: 'Syslog: RFC 5424 and RFC 3164 (udp, tcp, tls)',
  defaults: { tcp: '127.0.0.1:5514', udp: '127.0.0.1:5514', tls: '127.0.0.1:6514' },
  settings: {
    ...TLS_SETTINGS,
    timezone: {
      default: 'local',
      description:
        'time zone of RFC 3164 times, which name none: local, UTC, +02:00 or a name like Europe/Berlin',
    },
  },
  snippets,
  create(context: InputContext, options: InputOptions): Input {
    const messages = new SyslogMessages(context, timeZone(options.timezone ?? 'local'));
    return new SocketInput(NAME, context, options, {
      tcp: (connection) =>
        new MessageSession(connection, { messages, first: LESS, limit: context.limits.record }),
      udp(datagram, peer, batch) {
        const message = trimmed(datagram);
        if (message.length > 0) messages.add(message, peer, batch);
      },
    });
  },
};
