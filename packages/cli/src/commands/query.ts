import { LogboomClient, type Row } from '@logboom/client';
import { Command, InvalidArgumentError, Option } from 'commander';
import { addServerOptions, withServer } from '../connection.ts';
import { type Format, Output } from '../output.ts';
import { type ServerUrlOptions, serverUrl } from '../server-url.ts';

interface QueryFlags extends ServerUrlOptions {
  output: Format;
  limit?: number;
}

/** `logboom query QUERY`: searches what was kept. */
export function queryCommand(): Command {
  const command = new Command('query')
    .description('search the records that were kept')
    .argument('<query>', "LogsQL, for example: '_time:1h level:error | stats by (service) count()'")
    .option('-n, --limit <rows>', 'the most rows', count)
    .addOption(
      new Option('-o, --output <format>', 'the form of a row').choices(['pretty', 'json']).default('pretty'),
    );
  return addServerOptions(command).action(query);
}

async function query(text: string, options: QueryFlags): Promise<void> {
  const url = await serverUrl(options);
  const output = new Output();
  const { limit } = options;
  await withServer(url, async () => {
    for await (const row of new LogboomClient({ url }).query(text, limit === undefined ? {} : { limit })) {
      if (output.closed) return;
      await show(row, options.output, output);
    }
  });
}

/** Rows that are records read best as lines; rows of statistics as JSON. */
async function show(row: Row, format: Format, output: Output): Promise<void> {
  const { _time, _msg, level = '', service = '', logger = '' } = row;
  if (format === 'json' || _time === undefined || _msg === undefined) return output.json(row);
  return output.line({ time: _time, level, service, logger, message: _msg });
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('It must be a whole number.');
  return value;
}
