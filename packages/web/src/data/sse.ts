/** One event of a Server-Sent Events stream (WHATWG HTML, section 9.2). */
export interface ServerEvent {
  /** `message` where the stream names none. */
  event: string;
  data: string;
}

/** The longest line that is waited for; a stream with longer ones is not ours. */
const MAX_LINE = 16 * 1024 * 1024;

/**
 * Reads Server-Sent Events from text as it arrives, cut anywhere. EventSource would dispatch a DOM event
 * for each record, which at 20,000 a second takes the frames; this hands over whole chunks.
 * Comments (heartbeats) give no event.
 */
export class EventDecoder {
  #rest = '';
  #event = '';
  #data: string | undefined;

  /** @throws RangeError when a line grows over 16 MiB */
  push(chunk: string): ServerEvent[] {
    const text = this.#rest === '' ? chunk : this.#rest + chunk;
    const events: ServerEvent[] = [];
    let from = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      const stop = end > from && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
      if (stop === from) this.#dispatch(events);
      else this.#line(text, from, stop);
      from = end + 1;
    }
    this.#rest = text.slice(from);
    if (this.#rest.length > MAX_LINE) throw new RangeError('A line of the event stream is over 16 MiB.');
    return events;
  }

  #dispatch(events: ServerEvent[]): void {
    if (this.#data !== undefined) events.push({ event: this.#event || 'message', data: this.#data });
    this.#event = '';
    this.#data = undefined;
  }

  #line(text: string, from: number, stop: number): void {
    if (text.startsWith('data:', from)) {
      const value = text.slice(from + (text.charCodeAt(from + 5) === 32 ? 6 : 5), stop);
      this.#data = this.#data === undefined ? value : `${this.#data}\n${value}`;
    } else if (text.startsWith('event:', from)) {
      this.#event = text.slice(from + 6, stop).trimStart();
    }
  }
}
