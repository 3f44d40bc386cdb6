import { join } from 'node:path';
import { reasonOf } from '@logboom/core';
import type { FastifyInstance } from 'fastify';
import { Tokens } from './auth/tokens.ts';
import { Backend } from './backend.ts';
import type { Config } from './config/schema.ts';
import { Documents } from './documents/documents.ts';
import { describeRoutes } from './http/describe.ts';
import { createHttpServer, listen } from './http/http-server.ts';
import { documentRoutes } from './http/routes/documents.ts';
import { healthRoutes } from './http/routes/health.ts';
import { inputsRoute } from './http/routes/inputs.ts';
import { pageRoutes } from './http/routes/page.ts';
import { probeRoute } from './http/routes/probe.ts';
import { recordRoutes } from './http/routes/records.ts';
import { selectRoutes } from './http/routes/select/select.ts';
import { settingsRoute } from './http/routes/settings.ts';
import { sqlRoute } from './http/routes/sql.ts';
import { statsRoutes } from './http/routes/stats.ts';
import { storageRoute } from './http/routes/storage.ts';
import { tailRoutes } from './http/routes/tail.ts';
import { httpKey } from './inputs/http/key.ts';
import type { Input, InputContext } from './inputs/input.ts';
import { InputStatuses } from './inputs/status.ts';
import { INPUTS } from './inputs/table.ts';
import { TailHub } from './live/hub.ts';
import { DataLock } from './lock.ts';
import { ServerLog } from './log/log.ts';
import { Metrics } from './metrics/metrics.ts';
import { nodeName } from './node-name.ts';
import { FinishedBlock } from './pipeline/finished-block.ts';
import { Pipeline } from './pipeline/pipeline.ts';
import type { KnownAnswer } from './pipeline/sink.ts';
import type { QuerySource } from './query/source.ts';
import { removeServerFile, writeServerFile } from './server-file.ts';
import { Spool } from './spool/spool.ts';
import { Inserter } from './store/inserter.ts';
import { MergePause } from './store/merge-pause.ts';
import { VERSION } from './version.ts';

/** How long a stop waits for the store to take what the spool holds; the rest is inserted at the next start. */
const DRAIN_MS = 5_000;

/** Rows as `BlockWriter` (@logboom/server/block) builds them. */
export interface BuiltRows {
  rows: number;
  bytes: Uint8Array;
}

/** The log server: everything of section 2 of the design, in one process, on one data directory. */
export class Server {
  readonly config: Config;
  /** Configuration key of each listener → `host:port`. */
  readonly addresses: Record<string, string> = {};
  readonly log: ServerLog;
  readonly #metrics = new Metrics();
  readonly #started = Date.now();
  readonly #statuses: InputStatuses;
  readonly #hub = new TailHub({ onSkipped: (count) => this.#metrics.skipped.inc(count) });
  /** What to undo, in the order it was done. */
  readonly #undo: (() => Promise<void>)[] = [];
  #node = '';
  #spool!: Spool;
  #backend!: Backend;
  #inserter!: Inserter;
  #sink: Pipeline | undefined;
  #inputs: Input[] = [];
  #stopping: Promise<void> | undefined;

  private constructor(config: Config) {
    this.config = config;
    this.log = new ServerLog({ level: config.log.level });
    this.#statuses = new InputStatuses({
      metrics: this.#metrics,
      types: INPUTS,
      needsToken: config.auth.tokens.length > 0,
    });
  }

  /**
   * Starts a server; when this returns, it listens everywhere and `DATA/server.json` is written.
   *
   * @throws LogboomError LB_DATA_LOCKED, LB_PORT_IN_USE, LB_ENGINE_FAILED, LB_SCHEMA_NEWER
   */
  static async start(config: Config): Promise<Server> {
    return Server.#run(config, (server) => server.#start());
  }

  /**
   * Opens a data directory for this process alone: the spool, the engine and the store, and no listener.
   *
   * @throws LogboomError LB_DATA_LOCKED, LB_ENGINE_FAILED, LB_SCHEMA_NEWER
   */
  static async open(config: Config): Promise<Server> {
    return Server.#run(config, async (server) => {
      await server.#open();
      await server.#pauseMerges();
    });
  }

  static async #run(config: Config, start: (server: Server) => Promise<unknown>): Promise<Server> {
    const server = new Server(config);
    try {
      await start(server);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** Takes nothing more, hands everything on, and ends. Nothing acknowledged is lost, however it ends. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  /** The name of this node, part of every record's id. */
  get node(): string {
    return this.#node;
  }

  /** Bytes that wait for the store. */
  get pendingBytes(): number {
    return this.#spool.pendingBytes;
  }

  /**
   * Stores rows that were built elsewhere; fulfilled once they are on disk. While the spool is full this waits.
   *
   * @param key under which the rows can be brought again without doubling, as `Idempotency-Key` of HTTP
   * @returns what was answered to the key before, if it is known: the rows were not stored then
   * @throws LogboomError LB_SPOOL_FAILED, LB_STOPPING
   */
  async append(source: string, block: BuiltRows, key: string): Promise<KnownAnswer | undefined> {
    await this.#sink!.whenReady();
    return this.#sink!.append(source, new FinishedBlock(block.rows, block.bytes), { key: httpKey(key) });
  }

  async #start(): Promise<void> {
    const { config } = this;
    const sink = await this.#open();
    this.#createInputs({
      sink,
      log: this.log,
      metrics: this.#metrics,
      limits: config.limits,
      node: this.#node,
      tokens: new Tokens(config.auth.tokens),
    });
    await this.#listen();
    await Promise.all(this.#inputs.map((input) => this.#startInput(input)));
    await writeServerFile(config.data, { pid: process.pid, version: VERSION, addresses: this.addresses });
    this.#undo.push(() => removeServerFile(config.data));
    this.log.info('the server is ready', { http: this.addresses.http, data: config.data, version: VERSION });
  }

  async #open(): Promise<Pipeline> {
    const { config } = this;
    const lock = await DataLock.acquire(config.data);
    this.#undo.push(() => lock.release());
    this.#node = await nodeName(config.data);
    await this.#openSpool();
    await this.#startBackend();
    const sink = new Pipeline({
      spool: this.#spool,
      node: this.#node,
      limits: config.limits,
      onAccepted: (accepted) => {
        this.#statuses.count(accepted);
        this.#metrics.spoolBytes.set(this.#spool.pendingBytes);
      },
    });
    this.log.attach(sink);
    this.#sink = sink;
    return sink;
  }

  async #stop(): Promise<void> {
    this.#sink?.takeRest();
    for (const undo of this.#undo.toReversed()) {
      await undo().catch((error: unknown) => this.log.error('stopping', { reason: reasonOf(error) }));
    }
  }

  async #openSpool(): Promise<void> {
    const { data, spool } = this.config;
    const { keys, key_memory: keyBytes } = this.config.limits;
    this.#spool = await Spool.open({
      path: join(data, 'spool'),
      maxBytes: spool.max,
      senders: { count: keys, bytes: keyBytes },
    });
    this.#undo.push(() => this.#spool.close());
    const { lostBytes } = this.#spool;
    this.#metrics.spoolLost.set(lostBytes);
    if (lostBytes > 0) this.log.warn('a torn or damaged part of the spool was cut off', { bytes: lostBytes });
    this.#hub.last = this.#spool.nextSequence - 1;
    this.#spool.on('durable', (frames) => this.#hub.publish(frames));
  }

  async #startBackend(): Promise<void> {
    const metrics = this.#metrics;
    this.#backend = new Backend({
      config: this.config,
      path: join(this.config.data, 'engine'),
      log: this.log,
      metrics,
    });
    this.#undo.push(() => this.#backend.stop());
    await this.#backend.start();
    this.#inserter = new Inserter({
      spool: this.#spool,
      store: this.#backend.writer,
      node: this.#node,
      refused: join(this.config.data, 'refused'),
    });
    this.#inserter.on('inserted', (rows, _bytes, milliseconds) => {
      metrics.inserted.inc(rows);
      metrics.insertSeconds.observe(milliseconds / 1e3);
    });
    this.#inserter.on('failed', (reason) => {
      metrics.insertFailures.inc();
      this.log.warn('an insert failed and is repeated', { reason });
    });
    this.#inserter.on('refused', (rows, file, reason) => {
      metrics.storeRefused.inc(rows);
      this.log.error('the store refuses a batch for good; it is kept in a file', { file, rows, reason });
    });
    this.#inserter.on('resent', (rows, file) => {
      metrics.inserted.inc(rows);
      this.log.info('a batch that the store had refused was inserted', { file, rows });
    });
    this.#inserter.start();
    this.#undo.push(async () => {
      this.log.detach();
      await this.#inserter.stop(DRAIN_MS);
    });
  }

  /** Only of an engine of our own: another one has other work, too. */
  async #pauseMerges(): Promise<void> {
    if (this.#backend.engine === undefined) return;
    const pause = new MergePause(this.#backend.store);
    await pause.begin();
    this.#inserter.on('inserted', () => {
      pause.inserted().catch((error: unknown) => this.log.warn('merging', { reason: reasonOf(error) }));
    });
  }

  #createInputs(context: InputContext): void {
    for (const type of INPUTS) {
      this.#inputs.push(type.create(context, this.config.inputs[type.name] ?? {}));
    }
  }

  async #listen(): Promise<void> {
    const http = createHttpServer(this.log, {
      connections: this.config.limits.connections,
      metrics: this.#metrics,
      input: 'http',
    });
    this.#undo.push(() => http.close());
    this.#routes(http);
    await pageRoutes(http);
    this.addresses.http = await listen(http, {
      listen: this.config.http.listen,
      key: 'http.listen',
      log: this.log,
    });
  }

  #routes(http: FastifyInstance): void {
    describeRoutes(http);
    healthRoutes(http, {
      metrics: this.#metrics,
      problems: () => this.#problems(),
      status: () => this.#status(),
    });
    inputsRoute(http, (host) =>
      this.#statuses.all(this.#inputs, this.addresses.http ?? '', host || undefined),
    );
    tailRoutes(http, { hub: this.#hub, metrics: this.#metrics, node: this.#node });
    const source: QuerySource = {
      store: this.#backend.store,
      limits: this.config.query,
      log: this.log,
      pendingBytes: () => this.#spool.pendingBytes,
    };
    selectRoutes(http, source, this.#hub);
    recordRoutes(http, source);
    sqlRoute(http, source, this.#backend.reader);
    statsRoutes(http, source);
    probeRoute(http, { addresses: this.addresses, tokens: this.config.auth.tokens });
    settingsRoute(http, {
      retention: this.config.retention,
      tokens: this.config.auth.tokens,
      store: this.#backend.engine === undefined ? 'outside' : 'embedded',
      addresses: this.addresses,
    });
    storageRoute(http, this.#backend.store, this.config.retention);
    documentRoutes(http, new Documents(this.#backend.store));
    for (const input of this.#inputs) input.routes?.(http);
  }

  async #startInput(input: Input): Promise<void> {
    this.#undo.push(() => input.stop());
    await input.start();
    for (const { key, address, problem } of input.listeners()) {
      if (problem === undefined) this.addresses[`inputs.${input.name}.${key}`] = address;
    }
  }

  #problems(): string[] {
    const { problem } = this.#backend;
    const problems = problem === undefined ? [] : [problem];
    if (this.#spool.full) problems.push('the spool is full');
    if (this.#inserter.lastFailure !== undefined)
      problems.push(`inserts fail: ${this.#inserter.lastFailure}`);
    return problems;
  }

  #status(): object {
    const { engine } = this.#backend;
    return {
      version: VERSION,
      node: this.#node,
      pid: process.pid,
      started: new Date(this.#started).toISOString(),
      memory: process.memoryUsage.rss(),
      problems: this.#problems(),
      engine: {
        kind: engine === undefined ? 'outside' : 'embedded',
        state: engine?.state ?? 'outside',
        pid: engine?.pid,
        restarts: engine?.restarts ?? 0,
      },
      spool: { bytes: this.#spool.pendingBytes, lostBytes: this.#spool.lostBytes },
      tail: { watchers: this.#hub.watchers },
      inputs: this.#inputs.map((input) => ({
        name: input.name,
        state: this.#statuses.stateOf(input),
        records: this.#statuses.recordsOf(input.name),
      })),
    };
  }
}
