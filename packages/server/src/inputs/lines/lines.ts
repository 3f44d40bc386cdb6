import type { LogboomError } from '@logboom/core';
import type { Batch } from '../../pipeline/sink.ts';
import type { Input, InputContext, InputOptions, InputType } from '../input.ts';
import { SocketInput } from '../net/socket-input.ts';
import type { StreamConnection, StreamSession } from '../net/tcp-listener.ts';
import { AcknowledgedSession } from './acknowledged.ts';
import { readHello } from './acknowledged-messages.ts';
import { LineReader } from './line-record.ts';
import { LineSplitter } from './line-splitter.ts';
import { snippets } from './snippets.ts';

const NAME = 'lines';
/** A sender that never sends a line end and keeps the connection means what it sent so far as one record. */
const PATIENCE_MS = 1_000;

/** The session of each client that wants acknowledgements: a new connection of a client ends its older one. */
type Clients = Map<string, AcknowledgedSession>;

class LinesSession implements StreamSession {
  readonly #context: InputContext;
  readonly #connection: StreamConnection;
  readonly #splitter: LineSplitter;
  readonly #reader: LineReader;
  readonly #clients: Clients;
  #first = true;
  #acknowledged: AcknowledgedSession | undefined;
  #client = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(context: InputContext, connection: StreamConnection, clients: Clients) {
    this.#clients = clients;
    this.#context = context;
    this.#connection = connection;
    this.#reader = new LineReader(connection.peer);
    this.#splitter = new LineSplitter(context.limits.record, (error) => this.#long(error));
  }

  data(chunk: Buffer, batch: Batch): void {
    clearTimeout(this.#timer);
    this.#splitter.push(chunk, (bytes) => this.#line(bytes.toString(), batch));
    if (this.#first && this.#splitter.pending > 0)
      this.#timer = setTimeout(() => this.#impatient(), PATIENCE_MS);
  }

  end(batch: Batch): void {
    clearTimeout(this.#timer);
    const rest = this.#splitter.take();
    // A batch that was cut off is not acknowledged, and not kept: its sender has it and will send it again.
    if (rest !== undefined && this.#acknowledged === undefined) this.#reader.add(rest.toString(), batch);
  }

  closed(): void {
    clearTimeout(this.#timer);
    const session = this.#acknowledged;
    if (session === undefined) return;
    void session.close().then(() => {
      if (this.#clients.get(this.#client) === session) this.#clients.delete(this.#client);
    });
  }

  #acknowledge(client: string): void {
    const session = new AcknowledgedSession(this.#context, this.#connection, client);
    const older = this.#clients.get(client)?.close();
    this.#clients.set(client, session);
    this.#client = client;
    this.#acknowledged = session;
    this.#connection.hold(session.open(older));
  }

  #line(text: string, batch: Batch): void {
    if (this.#first) {
      this.#first = false;
      const hello = readHello(text);
      if (hello !== undefined) return this.#acknowledge(hello.client);
    }
    if (this.#acknowledged !== undefined) this.#acknowledged.line(text);
    else this.#reader.add(text, batch);
  }

  /** A line over the limit costs only itself. */
  #long(error: LogboomError): void {
    this.#first = false;
    if (this.#acknowledged !== undefined) return this.#acknowledged.line(error);
    const { metrics, log } = this.#context;
    metrics.rejected.inc({ input: NAME, reason: error.code });
    log.warn('a record was refused', { input: NAME, peer: this.#connection.peer, reason: error.message });
  }

  #impatient(): void {
    const rest = this.#splitter.take();
    if (rest === undefined) return;
    try {
      this.#reader.add(rest.toString(), this.#connection.batch());
    } catch (error) {
      this.#connection.close(error);
    }
  }
}

/** TCP lines: one record a line, text or JSON, plain or acknowledged. */
export const lines: InputType = {
  name: NAME,
  title: 'Lines over TCP: plain text or one JSON object a line',
  defaults: { tcp: '127.0.0.1:5000' },
  snippets,
  create(context: InputContext, options: InputOptions): Input {
    const clients: Clients = new Map();
    return new SocketInput(NAME, context, options, {
      tcp: (connection) => new LinesSession(context, connection, clients),
    });
  },
};
