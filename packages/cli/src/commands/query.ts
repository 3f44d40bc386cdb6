import { LogboomClient, type QueryOptions, type Row } from '@logboom/client';
import { Command, InvalidArgumentError, Option } from 'commander';
import { addServerOptions, withServer } from '../connection.ts';
import { logfmt } from '../logfmt.ts';
import { Output } from '../output.ts';
import { type ServerUrlOptions, serverUrl } from '../server-url.ts';
import { tableLines } from '../table.ts';

const FORMATS = ['pretty', 'json', 'logfmt', 'csv', 'table'] as const;
type QueryFormat = (typeof FORMATS)[number];

interface QueryFlags extends ServerUrlOptions {
  output: QueryFormat;
  limit?: number;
  since?: string;
  until?: string;
}

/** How many rows a table may have: all of them are needed before the first is written. */
const TABLE_MAX = 10_000;

/** `logboom query QUERY`: searches what was kept. */
export function queryCommand(): Command {
  const command = new Command('query')
    .description('search the records that were kept')
    .argument('<query>', "LogsQL, for example: '_time:1h level:error | stats by (service) count()'")
    .option('-n, --limit <rows>', 'the most rows', count)
    .option('--since <time>', 'from when: 5m (ago), 2026-07-01, 2026-07-01T10:00:00Z')
    .option('--until <time>', 'until when, in the same forms')
    .addOption(new Option('-o, --output <format>', 'the form of a row').choices(FORMATS).default('pretty'));
  return addServerOptions(command).action(query);
}

async function query(text: string, flags: QueryFlags): Promise<void> {
  const url = await serverUrl(flags);
  const { limit, since, until, output: format } = flags;
  const options: QueryOptions = {
    ...(limit !== undefined && { limit }),
    ...(since !== undefined && { start: since }),
    ...(until !== undefined && { end: until }),
  };
  const client = new LogboomClient({ url });
  const output = new Output();
  await withServer(url, async () => {
    if (format === 'csv') return writeBytes(await client.export(text, 'csv', options), output);
    const rows = client.query(text, options);
    if (format === 'table') return writeTable(rows, output);
    for await (const row of rows) {
      if (output.closed) return;
      await show(row, format, output);
    }
  });
}

/** Rows that are records read best as lines; rows of statistics as JSON. */
async function show(row: Row, format: QueryFormat, output: Output): Promise<void> {
  if (format === 'logfmt') return output.text(logfmt(Object.entries(row)));
  const { _time, _msg, level = '', service = '', logger = '' } = row;
  if (format === 'json' || _time === undefined || _msg === undefined) return output.json(row);
  return output.line({ time: _time, level, service, logger, message: _msg });
}

async function writeBytes(stream: ReadableStream<Uint8Array>, output: Output): Promise<void> {
  for await (const chunk of stream) {
    if (output.closed) return;
    await output.bytes(chunk);
  }
}

async function writeTable(rows: AsyncIterable<Row>, output: Output): Promise<void> {
  const kept: Row[] = [];
  for await (const row of rows) {
    kept.push(row);
    if (kept.length <= TABLE_MAX) continue;
    throw new Error(`a table holds ${TABLE_MAX} rows; add --limit, or ask for -o csv`);
  }
  if (kept.length > 0) for (const line of tableLines(kept)) await output.text(line);
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('It must be a whole number.');
  return value;
}
