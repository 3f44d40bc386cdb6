import { setTimeout as sleep } from 'node:timers/promises';
import { type Draft, LogboomError } from '@logboom/core';
import type { InputContext } from '../input.ts';
import { refuseRecord } from '../outward/collector.ts';

const RETRY_MS = 500;

/**
 * Makes records durable under a key, however long that takes: under a key that is durable already nothing is
 * stored again.
 *
 * @throws LogboomError LB_STOPPING
 */
export async function storeOnce(
  context: InputContext,
  key: string,
  fills: readonly ((draft: Draft) => void)[],
): Promise<void> {
  const { sink } = context;
  for (let isAgain = false; ; isAgain = true) {
    if (sink.refusal() !== undefined) await sink.whenReady();
    const batch = sink.batch('redis');
    for (const fill of fills) {
      try {
        fill(batch.draft());
        batch.add();
      } catch (error) {
        if (!isAgain) refuseRecord(context, 'redis', error);
      }
    }
    try {
      await batch.commit({ key });
      return;
    } catch (error) {
      if (!LogboomError.is(error) || error.code === 'LB_STOPPING') throw error;
      await sleep(RETRY_MS);
    }
  }
}
