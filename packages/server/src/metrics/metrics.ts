import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Everything /metrics shows, in Prometheus' names. One instance a server, so that tests can run several. */
export class Metrics {
  readonly registry = new Registry();

  readonly received = this.#counter('logboom_input_records_total', 'Records accepted, on disk.', ['input']);
  readonly receivedBytes = this.#counter('logboom_input_bytes_total', 'Bytes of accepted records.', [
    'input',
  ]);
  readonly rejected = this.#counter(
    'logboom_input_rejected_total',
    'Records, frames, datagrams or whole requests refused.',
    ['input', 'reason'],
  );
  readonly closed = this.#counter(
    'logboom_input_closed_total',
    'Connections that were closed for a reason.',
    ['input', 'reason'],
  );
  readonly dropped = this.#counter(
    'logboom_input_dropped_total',
    'Datagrams dropped while the server was full.',
    ['input'],
  );
  readonly connections = this.#gauge(
    'logboom_input_connections',
    'Open connections; for inputs over HTTP, requests under way.',
    ['input'],
  );
  readonly lag = new Histogram({
    name: 'logboom_input_lag_seconds',
    help: 'Age of the newest record of each batch, by its own time, when the batch was on disk.',
    labelNames: ['input'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 3600],
    registers: [this.registry],
  });
  readonly spoolBytes = this.#gauge('logboom_spool_pending_bytes', 'Bytes that wait for the store.');
  readonly spoolLost = this.#gauge(
    'logboom_spool_lost_bytes',
    'Bytes of torn or damaged spool data at start.',
  );
  readonly inserted = this.#counter(
    'logboom_store_inserted_records_total',
    'Records inserted into the store.',
  );
  readonly insertFailures = this.#counter(
    'logboom_store_insert_failures_total',
    'Failed inserts; they are repeated.',
  );
  readonly storeRefused = this.#counter(
    'logboom_store_refused_records_total',
    'Records of batches that the store refuses for good; they are kept in DATA/refused.',
  );
  readonly insertSeconds = new Histogram({
    name: 'logboom_store_insert_seconds',
    help: 'How long inserts took.',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });
  readonly engineRestarts = this.#gauge('logboom_engine_restarts', 'Restarts of the embedded engine.');
  readonly engineUp = this.#gauge('logboom_engine_up', '1 while the engine answers.');
  readonly watchers = this.#gauge('logboom_tail_watchers', 'Open tails.');
  readonly skipped = this.#counter(
    'logboom_tail_skipped_total',
    'Records not sent to watchers that were slow.',
  );

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  #counter<Label extends string>(name: string, help: string, labelNames: Label[] = []): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  #gauge<Label extends string>(name: string, help: string, labelNames: Label[] = []): Gauge<Label> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}
