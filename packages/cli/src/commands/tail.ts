import { LogboomClient } from '@logboom/client';
import type { LogRecord } from '@logboom/core';
import { Command, Option } from 'commander';
import { addServerOptions, withServer } from '../connection.ts';
import { logfmt } from '../logfmt.ts';
import { type Format, Output } from '../output.ts';
import { type ServerUrlOptions, serverUrl } from '../server-url.ts';

/** `logboom tail [QUERY]`: records as they arrive. */
export function tailCommand(): Command {
  const command = new Command('tail')
    .description('watch records as they arrive')
    .argument('[query]', 'LogsQL; all records without it', '*')
    .addOption(
      new Option('-o, --output <format>', 'the form of a record')
        .choices(['pretty', 'json', 'logfmt'])
        .default('pretty'),
    );
  return addServerOptions(command).action(tail);
}

async function tail(query: string, options: ServerUrlOptions & { output: Format }): Promise<void> {
  const url = await serverUrl(options);
  const output = new Output();
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  const onSkipped = (count: number): void => {
    process.stderr.write(`logboom: ${count} records were skipped: this terminal is slower than the stream\n`);
  };
  await withServer(url, async () => {
    try {
      for await (const record of new LogboomClient({ url }).tail(query, { onSkipped, signal: stop.signal })) {
        if (output.closed) return;
        if (options.output === 'json') await output.json(record);
        else if (options.output === 'logfmt') await output.text(logfmt(fieldsOf(record)));
        else await output.line({ ...record, time: record.timestamp });
      }
    } catch (error) {
      if (!stop.signal.aborted) throw error;
    }
  });
}

/** The fields of a record under one another's side: attributes stand beside the columns. */
function fieldsOf({ attributes, ...columns }: LogRecord): [string, string][] {
  const own = Object.entries(columns).map(([name, value]): [string, string] => [name, String(value)]);
  return [...own, ...Object.entries(attributes)];
}
