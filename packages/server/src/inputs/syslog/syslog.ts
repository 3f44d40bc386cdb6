import { LogboomError, reasonOf } from '@logboom/core';
import type { Batch } from '../../pipeline/sink.ts';
import type { Input, InputContext, InputOptions, InputType } from '../input.ts';
import { SocketInput } from '../net/socket-input.ts';
import type { StreamConnection, StreamSession } from '../net/tcp-listener.ts';
import { readText } from '../net/text.ts';
import { TLS_SETTINGS } from '../net/tls.ts';
import { SyslogFrames } from './frames.ts';
import { fillSyslog } from './message.ts';
import { Zone } from './zone.ts';

const NAME = 'syslog';
/** A sender that ends no message and keeps the connection means what it sent so far as one. */
const PATIENCE_MS = 1_000;

/** Adds messages; one that cannot be kept costs only itself, counted and logged. */
class Messages {
  readonly #context: InputContext;
  readonly #zone: Zone;

  constructor(context: InputContext, zone: Zone) {
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

class SyslogSession implements StreamSession {
  readonly #connection: StreamConnection;
  readonly #frames: SyslogFrames;
  /** The batch of the moment: frames are cut, and added, within one call. */
  #batch!: Batch;
  #timer: NodeJS.Timeout | undefined;

  constructor(context: InputContext, connection: StreamConnection, messages: Messages) {
    this.#connection = connection;
    this.#frames = new SyslogFrames({
      limit: context.limits.record,
      message: (bytes) => messages.add(bytes, connection.peer, this.#batch),
      refused: (error) => messages.refuse(error, connection.peer),
    });
  }

  data(chunk: Buffer, batch: Batch): void {
    this.#batch = batch;
    this.#frames.push(chunk);
    if (this.#frames.pending === 0 || this.#frames.isFramed) return clearTimeout(this.#timer);
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#impatient(), PATIENCE_MS);
    else this.#timer.refresh();
  }

  end(batch: Batch): void {
    clearTimeout(this.#timer);
    this.#batch = batch;
    this.#frames.end();
  }

  closed(): void {
    clearTimeout(this.#timer);
  }

  #impatient(): void {
    if (this.#frames.pending === 0) return;
    this.#batch = this.#connection.batch();
    this.#frames.end();
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
      description: 'time zone of RFC 3164 times, which name none: local, UTC or a name like Europe/Berlin',
    },
  },
  create(context: InputContext, options: InputOptions): Input {
    const messages = new Messages(context, new Zone(options.timezone ?? 'local', 'inputs.syslog.timezone'));
    return new SocketInput(NAME, context, options, {
      tcp: (connection) => new SyslogSession(context, connection, messages),
      udp(datagram, peer, batch) {
        const message = trimmed(datagram);
        if (message.length > 0) messages.add(message, peer, batch);
      },
    });
  },
};
