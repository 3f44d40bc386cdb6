/**
 * The program of the worker thread, as text: a bundler cannot lose a file that does not exist. It takes
 * `{ lines }` messages one after the other and counts the finished ones in shared memory, where the main
 * thread can wait for them without its event loop.
 */
export function workerSource(task: string): string {
  return `'use strict';
const { parentPort, workerData } = require('node:worker_threads');
const done = new Int32Array(workerData.done);
const ready = Promise.resolve((${task})(workerData.parameters));
let turn = ready.catch(() => undefined);
const tell = (error) => parentPort.postMessage({ error: String((error && error.message) || error) });
ready.catch(tell);
parentPort.on('message', ({ lines }) => {
  turn = turn.then(async () => {
    try {
      const write = await ready;
      await write(lines);
    } catch (error) {
      tell(error);
    }
    Atomics.add(done, 0, 1);
    Atomics.notify(done, 0);
    parentPort.postMessage({ done: true });
  });
});
`;
}
