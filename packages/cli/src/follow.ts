import type { LogboomClient, TailOptions } from '@logboom/client';
import { compileTail, parseQuery, printFilter } from '@logboom/logsql';
import { createFormat, type FormatName } from './output/format.ts';
import type { Output } from './output/output.ts';
import { hasColours } from './output/terminal.ts';
import { fieldsOf } from './query-fields.ts';

export interface FollowOptions extends Pick<TailOptions, 'since' | 'last'> {
  output: FormatName;
  signal: AbortSignal;
}

/** Writes what a query finds, of the past if that is asked for, and as it comes. */
export async function follow(
  client: LogboomClient,
  text: string,
  output: Output,
  { output: name, ...options }: FollowOptions,
): Promise<void> {
  const query = parseQuery(text);
  // The server has chosen the records: what is left to do here are the pipes.
  const rowsOf = compileTail({ ...query, filter: { kind: 'all' } });
  const format = createFormat(name, { colours: hasColours(process.stdout), fields: fieldsOf(query.pipes) });
  const stop = new AbortController();
  const records = client.tail(printFilter(query.filter), {
    ...options,
    signal: AbortSignal.any([options.signal, stop.signal]),
    onSkipped: (count) =>
      say(`${count} records were skipped: this terminal is slower than the stream; a query finds them`),
    onReconnect: () => say('the connection broke and is made again'),
  });
  // Whoever reads may go while nothing arrives.
  output.onClosed = () => stop.abort();
  for await (const record of records) {
    await output.bytes(
      rowsOf(record)
        .map((row) => format.row({ row }))
        .join(''),
    );
    if (output.closed) return;
  }
}

function say(text: string): void {
  process.stderr.write(`logboom: ${text}\n`);
}

/** Aborts when the user wants an end (Ctrl-C). */
export function interrupted(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}
