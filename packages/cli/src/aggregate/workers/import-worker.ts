import { parentPort, workerData } from 'node:worker_threads';
import { type Batch, Importer, type ImportSettings } from '../import/importer.ts';
import type { FromImporter, ToImporter } from './messages.ts';

/** Batches that may wait for their acknowledgement. */
const IN_FLIGHT = 2;

const port = parentPort!;
const importer = new Importer(workerData as ImportSettings);
const send = (message: FromImporter, transfer: ArrayBuffer[] = []): void =>
  port.postMessage(message, transfer);
let waiting = 0;
let wake: (() => void) | undefined;

async function onBatch(batch: Batch): Promise<void> {
  waiting++;
  send({ kind: 'batch', batch }, [batch.bytes.buffer]);
  while (waiting >= IN_FLIGHT) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
}

port.on('message', async (message: ToImporter) => {
  if (message.kind === 'stored') {
    waiting--;
    wake?.();
    return;
  }
  if (message.kind === 'finish') {
    send({ kind: 'finished' });
    port.close();
    return;
  }
  const result = await importer.run(message.job, onBatch, (bytes) => send({ kind: 'progress', bytes }));
  send({ kind: 'done', result });
});
