import { readServerFile } from '@logboom/server';

export interface ServerUrlOptions {
  server?: string;
  data: string;
}

/** The server a command talks to: `--server`, else `LOGBOOM_URL`, else the one of the data directory. */
export async function serverUrl({ server, data }: ServerUrlOptions): Promise<string> {
  const named = server ?? process.env.LOGBOOM_URL;
  if (named !== undefined) return /^https?:\/\//.test(named) ? named : `http://${named}`;
  const file = await readServerFile(data);
  return `http://${file?.addresses.http ?? '127.0.0.1:8888'}`;
}
