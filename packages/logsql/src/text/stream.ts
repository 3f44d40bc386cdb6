import { quoteJson } from './json.ts';

/** What makes a stream: records with the same values here belong together. In the order of the text. */
export const STREAM_LABELS = ['host', 'service', 'source'] as const;
export type StreamLabels = Record<(typeof STREAM_LABELS)[number], string>;

/** `_stream`: `{host="web-1",service="api"}`, without empty labels; values are quoted as in JSON. */
export function streamOf(labels: StreamLabels): string {
  const parts = STREAM_LABELS.filter((label) => labels[label] !== '');
  return `{${parts.map((label) => `${label}=${quoteJson(labels[label])}`).join(',')}}`;
}

/** `_stream_id`: the labels' bytes in hexadecimal, with a zero byte between them. So it can be read back. */
export function streamIdOf(labels: StreamLabels): string {
  const bytes = new TextEncoder().encode(STREAM_LABELS.map((label) => labels[label]).join('\0'));
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** The labels of a `_stream_id`, or undefined if it is none. */
export function labelsOfStreamId(id: string): StreamLabels | undefined {
  if (!/^(?:[0-9a-f]{2})+$/.test(id)) return undefined;
  const bytes = Uint8Array.from(id.match(/../g)!, (byte) => Number.parseInt(byte, 16));
  const parts = new TextDecoder().decode(bytes).split('\0');
  if (parts.length !== STREAM_LABELS.length) return undefined;
  const [host = '', service = '', source = ''] = parts;
  const labels = { host, service, source };
  // Bytes that are no UTF-8 would come out as something else.
  return streamIdOf(labels) === id ? labels : undefined;
}
