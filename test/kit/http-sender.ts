import { setTimeout as sleep } from 'node:timers/promises';

const RETRY_MS = 20;

/**
 * Sends a batch until it is acknowledged: the way a careful client works. Each try brings the same
 * `Idempotency-Key`.
 *
 * @param url asked again for each try: a server that comes back has another port
 */
export async function sendUntilAcknowledged(
  url: () => string,
  key: string,
  records: object[],
  signal: AbortSignal,
): Promise<boolean> {
  const body = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  while (!signal.aborted) {
    try {
      const response = await fetch(`${url()}/api/v1/logs`, {
        method: 'POST',
        headers: { 'Idempotency-Key': key },
        body,
        signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
      });
      const answer = (await response.json()) as { accepted?: number };
      if (response.ok && answer.accepted === records.length) return true;
    } catch {
      // The server is away.
    }
    await sleep(RETRY_MS);
  }
  return false;
}
