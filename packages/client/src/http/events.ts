import { readLines } from './lines.ts';

/** One event of a stream of Server-Sent Events. */
export interface ServerEvent {
  event: string;
  data: string;
  /** Where a new connection goes on (`Last-Event-ID`); empty if the server names no places. */
  id: string;
}

/** The events of a stream (HTML Living Standard, section 9.2). */
export async function* readEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ServerEvent> {
  let event = 'message';
  let id = '';
  let data: string[] = [];
  for await (const line of readLines(chunks)) {
    if (line === '') {
      if (data.length > 0) yield { event, data: data.join('\n'), id };
      event = 'message';
      data = [];
      continue;
    }
    const colon = line.indexOf(':');
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') event = value;
    else if (name === 'data') data.push(value);
    else if (name === 'id' && !value.includes('\0')) id = value;
  }
}
