import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls';
import { LogboomError, reasonOf } from '@logboom/core';
import type { Batch } from '../../pipeline/sink.ts';
import type { InputContext } from '../input.ts';
import { BACKLOG, formatAddress, parseAddress, peerName } from './address.ts';
import type { TlsMaterial } from './tls.ts';

/**
 * One connection's decoder. What it throws closes the connection, logged and counted; nothing else. A
 * protocol that acknowledges commits batches of its own, with their identity, and answers when they are durable.
 */
export interface StreamSession {
  /** Takes bytes and adds the records that became complete. The chunk is not kept by the caller. */
  data(chunk: Buffer, batch: Batch): void;
  /** The sender has finished: what is left may be a record too. */
  end(batch: Batch): void;
  /** The connection is gone. */
  closed?(): void;
}

/** What a session knows of its connection. */
export interface StreamConnection {
  /** The peer's address. */
  peer: string;
  /** Answers the sender. */
  write(data: string | Buffer): void;
  /** Hands what was added outside of `data` on (after a timer, say). */
  flush(): void;
  /** The batch that timers may add to, followed by `flush`. */
  batch(): Batch;
  /** Reads nothing more until the promise is settled. */
  hold(until: Promise<unknown>): void;
  /** Ends the connection for a reason, logged and counted. */
  close(error: unknown): void;
}

export interface TcpListenerOptions {
  /** The input's name. */
  input: string;
  /** The configuration key, for messages: `inputs.lines.tcp`. */
  key: string;
  address: string;
  session(connection: StreamConnection): StreamSession;
  /** Speaks TLS, with this certificate and key. */
  tls?: TlsMaterial;
}

/** Reading stops while so many received bytes of a connection are not durable yet. */
const UNSAVED_MAX = 4 * 1024 * 1024;
/** A sender that does not get on with the TLS handshake is let go. */
const HANDSHAKE_MS = 10_000;
/** A shared batch of this size is not held back for more. */
const BATCH_BYTES = 4 * 1024 * 1024;

/**
 * A TCP server for log protocols: limits connections, lets senders wait while the spool is full, and
 * gathers what all connections brought in one turn of the event loop into one batch.
 */
export class TcpListener {
  readonly #context: InputContext;
  readonly #options: TcpListenerOptions;
  readonly #connections = new Set<Connection>();
  /** TLS connections whose handshake is not done. */
  readonly #handshakes = new Set<Socket>();
  #server: Server | undefined;
  #batch: Batch;
  #inBatch = new Set<Connection>();
  #scheduled = false;
  readonly #idle: Batch[] = [];

  constructor(context: InputContext, options: TcpListenerOptions) {
    this.#context = context;
    this.#options = options;
    this.#batch = context.sink.batch(options.input);
  }

  /** The address, once it listens. */
  get address(): string | undefined {
    const address = this.#server?.address();
    return typeof address === 'object' && address !== null ? formatAddress(address) : undefined;
  }

  /** @throws whatever the system says when the address cannot be had */
  async start(): Promise<void> {
    const { host, port } = parseAddress(this.#options.address, this.#options.key);
    const { tls } = this.#options;
    const accept = (socket: Socket): void => this.#accept(socket);
    const options = { noDelay: true, keepAlive: true };
    const server = tls === undefined ? createServer(options, accept) : this.#tlsServer(tls, accept);
    server.listen({ port, host, backlog: BACKLOG });
    await once(server, 'listening');
    server.on('error', (error) =>
      this.#context.log.warn('a listener failed', { input: this.#options.input, reason: reasonOf(error) }),
    );
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    const closed = once(server, 'close');
    server.close();
    for (const connection of this.#connections) connection.finish();
    await this.flush();
    for (const connection of this.#connections) connection.socket.destroy();
    for (const socket of this.#handshakes) socket.destroy();
    await closed;
  }

  /** @internal The batch of this turn; the connection hears when it is durable. */
  join(connection: Connection): Batch {
    this.#inBatch.add(connection);
    if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => void this.flush());
    }
    return this.#batch;
  }

  /** @internal */
  async flush(): Promise<void> {
    this.#scheduled = false;
    if (this.#inBatch.size === 0) return;
    const { sink } = this.#context;
    const batch = this.#batch;
    const members = [...this.#inBatch].map((connection) => ({ connection, bytes: connection.takeUnsaved() }));
    this.#inBatch = new Set();
    this.#batch = this.#idle.pop() ?? sink.batch(this.#options.input);
    try {
      await batch.commitPatiently();
    } catch (error) {
      for (const { connection } of members) connection.close(error);
    }
    this.#idle.push(batch);
    for (const { connection, bytes } of members) connection.saved(bytes);
  }

  /** @internal */
  flushIfLarge(): void {
    if (this.#batch.bytes > BATCH_BYTES) void this.flush();
  }

  /** @internal */
  forget(connection: Connection): void {
    this.#connections.delete(connection);
    this.#context.metrics.connections.dec({ input: this.#options.input });
  }

  /** @internal */
  report(connection: Connection, error: unknown): void {
    this.#report(connection.peer, error);
  }

  #report(peer: string, error: unknown): void {
    const { log, metrics } = this.#context;
    const { input } = this.#options;
    const reason = LogboomError.is(error) ? error.code : 'LB_INTERNAL';
    metrics.closed.inc({ input, reason });
    log.warn('a connection was closed', { input, peer, reason: reasonOf(error) });
  }

  #tlsServer(tls: TlsMaterial, accept: (socket: Socket) => void): TlsServer {
    const options = { ...tls, noDelay: true, keepAlive: true, handshakeTimeout: HANDSHAKE_MS };
    const handshakes = this.#handshakes;
    const server = createTlsServer(options, accept);
    server.maxConnections = this.#context.limits.connections;
    server.on('connection', (socket) => {
      handshakes.add(socket);
      socket.once('close', () => handshakes.delete(socket));
    });
    server.on('tlsClientError', (error, socket) => {
      const failed = new LogboomError('LB_TLS_FAILED', { reason: reasonOf(error) }, { cause: error });
      this.#report(peerName(socket.remoteAddress), failed);
    });
    return server;
  }

  #accept(socket: Socket): void {
    const { limits, metrics } = this.#context;
    const connection = new Connection(this, this.#context, socket);
    if (this.#connections.size >= limits.connections) {
      socket.on('error', () => undefined);
      this.report(connection, new LogboomError('LB_TOO_MANY_CONNECTIONS', { limit: limits.connections }));
      socket.destroy();
      return;
    }
    this.#connections.add(connection);
    metrics.connections.inc({ input: this.#options.input });
    connection.open(this.#options.session(connection));
  }
}

class Connection implements StreamConnection {
  readonly socket: Socket;
  readonly peer: string;
  session!: StreamSession;
  readonly #listener: TcpListener;
  readonly #context: InputContext;
  /** Bytes that were decoded and are not durable yet: in the current batch, and in all. */
  #inBatch = 0;
  #unsaved = 0;
  #holds = 0;
  #finished = false;

  constructor(listener: TcpListener, context: InputContext, socket: Socket) {
    this.#listener = listener;
    this.#context = context;
    this.socket = socket;
    this.peer = peerName(socket.remoteAddress);
  }

  open(session: StreamSession): void {
    this.session = session;
    const { socket } = this;
    socket.on('data', (chunk) => this.#read(chunk as Buffer));
    socket.once('end', () => this.finish());
    // A reset is the sender's way of going; what it sent before counts.
    socket.on('error', () => this.finish());
    socket.once('close', () => {
      this.finish();
      this.session.closed?.();
      this.#listener.forget(this);
    });
  }

  batch(): Batch {
    return this.#listener.join(this);
  }

  write(data: string | Buffer): void {
    if (this.socket.writable) this.socket.write(data);
  }

  flush(): void {
    void this.#listener.flush();
  }

  hold(until: Promise<unknown>): void {
    this.#holds++;
    this.socket.pause();
    const release = (): void => {
      if (--this.#holds === 0) this.socket.resume();
    };
    until.then(release, release);
  }

  close(error: unknown): void {
    if (this.socket.destroyed) return;
    this.#listener.report(this, error);
    this.#finished = true;
    this.socket.destroy();
  }

  /** The sender sends nothing more. */
  finish(): void {
    if (this.#finished) return;
    this.#finished = true;
    this.#guard(() => this.session.end(this.batch()));
    this.#listener.flushIfLarge();
  }

  takeUnsaved(): number {
    const bytes = this.#inBatch;
    this.#inBatch = 0;
    return bytes;
  }

  saved(bytes: number): void {
    this.#unsaved -= bytes;
  }

  #read(chunk: Buffer): void {
    if (this.#finished) return;
    this.#inBatch += chunk.length;
    this.#unsaved += chunk.length;
    this.#guard(() => this.session.data(chunk, this.batch()));
    this.#listener.flushIfLarge();
    if (this.#unsaved > UNSAVED_MAX) this.hold(this.#whenSaved());
    if (this.#context.sink.refusal() !== undefined) this.hold(this.#context.sink.whenReady());
  }

  async #whenSaved(): Promise<void> {
    while (this.#unsaved > UNSAVED_MAX / 2 && !this.socket.destroyed) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.close(error);
    }
  }
}
