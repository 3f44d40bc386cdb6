import { parentPort, workerData } from 'node:worker_threads';
import { Analyzer } from '../analyze/analyzer.ts';
import type { AnalyzeSettings, FromAnalyzer, ToWorker } from './messages.ts';

const port = parentPort!;
const analyzer = new Analyzer(workerData as AnalyzeSettings);
const send = (message: FromAnalyzer): void => port.postMessage(message);

port.on('message', async (message: ToWorker) => {
  if (message.kind === 'finish') {
    send({ kind: 'finished', state: analyzer.analysis.state });
    port.close();
    return;
  }
  const result = await analyzer.run(message.job, (bytes) => send({ kind: 'progress', bytes }));
  send({ kind: 'done', result });
});
