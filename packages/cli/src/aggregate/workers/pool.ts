import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { LogboomError } from '@logboom/core';
import type { Job, ToWorker } from './messages.ts';

/** A worker's heap: blocks of lines die young, counts are small. */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 };

export interface PoolOptions<Message> {
  /** Which worker, of this folder. */
  name: 'analyze-worker' | 'import-worker';
  data: unknown;
  threads: number;
  /** @returns whether the worker is free for another job */
  onMessage(
    message: Message,
    worker: Worker,
    fail: (error: unknown) => void,
  ): 'free' | 'finished' | undefined;
}

/** As many threads as there are processors, within reason. */
export function defaultThreads(): number {
  return Math.min(availableParallelism(), 8);
}

/** Runs jobs in worker threads: each takes the next one when it is free. */
export async function runPool<Message>(
  jobs: AsyncIterator<Job> | Iterator<Job>,
  options: PoolOptions<Message>,
): Promise<void> {
  const workers = Array.from({ length: options.threads }, () => runWorker(jobs, options));
  await Promise.all(workers);
}

async function runWorker<Message>(
  jobs: AsyncIterator<Job> | Iterator<Job>,
  { name, data, onMessage }: PoolOptions<Message>,
): Promise<void> {
  const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
  const worker = new Worker(new URL(`./${name}${extension}`, import.meta.url), {
    workerData: data,
    resourceLimits: RESOURCE_LIMITS,
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const send = (message: ToWorker): void => worker.postMessage(message);
  const next = async (): Promise<void> => {
    const { done, value } = await jobs.next();
    send(done === true ? { kind: 'finish' } : { kind: 'job', job: value });
  };
  worker.on('message', (message: Message) => {
    try {
      const state = onMessage(message, worker, reject);
      if (state === 'free') next().catch(reject);
      else if (state === 'finished') resolve();
    } catch (error) {
      reject(error);
    }
  });
  worker.once('error', reject);
  worker.once('exit', (code) => {
    reject(new LogboomError('LB_INTERNAL', { reason: `a worker thread ended with status ${code}` }));
  });
  try {
    await next();
    await promise;
  } finally {
    await worker.terminate();
  }
}
