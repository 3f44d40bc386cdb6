import { readServerFile } from '@logboom/server';
import type { ServerUrlOptions } from '../../server-url.ts';
import { EmbeddedTarget } from './embedded-target.ts';
import { HttpTarget } from './http-target.ts';
import type { Target } from './target.ts';

/** The server that is named, else the one that runs on the data directory, else the directory itself. */
export async function chooseTarget({ server, data }: ServerUrlOptions, signal: AbortSignal): Promise<Target> {
  const named = server ?? process.env.LOGBOOM_URL;
  if (named !== undefined) {
    const url = (/^https?:\/\//.test(named) ? named : `http://${named}`).replace(/\/+$/, '');
    return new HttpTarget(url, url, signal);
  }
  const file = await readServerFile(data);
  const url = file === undefined ? undefined : `http://${file.addresses.http}`;
  // A server that was killed leaves its file behind.
  if (url !== undefined && (await answers(url))) return new HttpTarget(url, 'data', signal);
  return EmbeddedTarget.open(data);
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}
