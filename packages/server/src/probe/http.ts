import type { Probe } from './table.ts';

const PATIENCE_MS = 10_000;

/** Posts to a path, with a token where there is one; every protocol takes it as a bearer, too. */
export const httpProbe =
  (path: string, body: (message: string) => string, headers: Record<string, string> = {}): Probe =>
  async ({ host, port, token }, message) => {
    const name = host.includes(':') ? `[${host}]` : host;
    const response = await fetch(`http://${name}:${port}${path}`, {
      method: 'POST',
      body: body(message),
      headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`it answered ${response.status}: ${answer.slice(0, 300)}`);
  };
