import type { Answer } from './driver.ts';

/** The bytes of an HTTP/1.1 request. */
export function encodeRequest(
  path: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Buffer {
  const bytes = Buffer.from(body);
  const lines = Object.entries({
    Host: 'logboom',
    'Content-Type': 'application/json',
    'Content-Length': String(bytes.length),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n`), bytes]);
}

/** Whether a response is there, and says yes. */
export function readStatus(received: Buffer): Answer | undefined {
  const text = received.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? 0);
  if (received.length < end + 4 + length) return undefined;
  return /^HTTP\/1\.1 2/.test(text) ? 'accepted' : 'refused';
}
