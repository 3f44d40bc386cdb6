import { type Draft, LogboomError, reasonOf } from '@logboom/core';
import type { Batch } from '../../pipeline/sink.ts';
import type { InputContext } from '../input.ts';

/** So much may be on its way to the disk before a source is to read on. */
const UNSAVED_MAX = 4 * 1024 * 1024;
const BATCH_BYTES = 1024 * 1024;

/** Gathers what arrives in one turn of the event loop into a batch, and tells when it is durable. */
export class Collector {
  readonly #context: InputContext;
  readonly #input: string;
  readonly #idle: Batch[] = [];
  readonly #saving = new Set<Promise<void>>();
  #batch: Batch;
  #durable: (() => void)[] = [];
  #isScheduled = false;
  #unsaved = 0;

  constructor(context: InputContext, input: string) {
    this.#context = context;
    this.#input = input;
    this.#batch = context.sink.batch(input);
  }

  /** Whether the source should not be read on. */
  get isFull(): boolean {
    return this.#unsaved > UNSAVED_MAX || this.#context.sink.refusal() !== undefined;
  }

  /** Waits until the source can be read on. */
  async whenRoom(): Promise<void> {
    while (this.isFull) {
      await (this.#unsaved > UNSAVED_MAX ? Promise.race(this.#saving) : this.#context.sink.whenReady());
    }
  }

  /**
   * Adds a record. One that cannot be kept costs only itself, counted and logged, and counts as done.
   *
   * @param durable called when the record is on disk, never when it is not
   */
  add(fill: (draft: Draft) => void, durable?: () => void): void {
    try {
      fill(this.#batch.draft());
      this.#batch.add();
    } catch (error) {
      refuseRecord(this.#context, this.#input, error);
    }
    if (durable !== undefined) this.#durable.push(durable);
    if (this.#batch.bytes > BATCH_BYTES) return this.#flush();
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#flush());
  }

  /** Waits until all that was added is durable, or cannot become so. */
  async drain(): Promise<void> {
    this.#flush();
    await Promise.all(this.#saving);
  }

  #flush(): void {
    this.#isScheduled = false;
    const { bytes } = this.#batch;
    const durable = this.#durable;
    if (this.#batch.rows === 0 && durable.length === 0) return;
    const batch = this.#batch;
    this.#durable = [];
    this.#batch = this.#idle.pop() ?? this.#context.sink.batch(this.#input);
    this.#unsaved += bytes;
    const saving = batch
      .commitPatiently()
      .then(() => {
        for (const tell of durable) tell();
      })
      .catch((error: unknown) =>
        this.#context.log.warn('records were not kept', { input: this.#input, reason: reasonOf(error) }),
      )
      .finally(() => {
        this.#unsaved -= bytes;
        this.#saving.delete(saving);
        this.#idle.push(batch);
      });
    this.#saving.add(saving);
  }
}

/** Counts and logs a record that cannot be kept. */
export function refuseRecord({ metrics, log }: InputContext, input: string, error: unknown): void {
  metrics.rejected.inc({ input, reason: LogboomError.is(error) ? error.code : 'LB_INTERNAL' });
  log.warn('a record was refused', { input, reason: reasonOf(error) });
}
