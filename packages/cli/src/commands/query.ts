import { LogboomClient, type QueryOptions, type Row } from '@logboom/client';
import { parseQuery } from '@logboom/logsql';
import { Command } from 'commander';
import { addServerOptions, searching } from '../connection.ts';
import { type Around, withContext } from '../context.ts';
import { follow, interrupted } from '../follow.ts';
import { createFormat, type Format, type ShownRow } from '../output/format.ts';
import { Output } from '../output/output.ts';
import { tableLines } from '../output/table.ts';
import { hasColours } from '../output/terminal.ts';
import { Progress } from '../progress.ts';
import { fieldsOf } from '../query-fields.ts';
import { addOutputOption, count, EXIT_STATUS, type SearchFlags } from '../search-options.ts';
import { serverUrl } from '../server-url.ts';

interface QueryFlags extends SearchFlags {
  follow?: boolean;
  beforeContext?: number;
  afterContext?: number;
  context?: number;
}

const EXAMPLES = `
Examples:
  logboom query 'level:error'                          every error, with all its fields
  logboom query -n 20 'level:error service:shop'       the newest twenty of one service
  logboom query --since 2h --until 1h timeout          a word, in one hour
  logboom query -C 3 --since 1h '"no money"'           with three records around each, as grep -C
  logboom query -f --since 10m 'status:>=500'          ... and go on with what comes
  logboom query -o csv 'level:error | fields _time, user, _msg' > errors.csv
  logboom query -o table '_time:1d | stats by (service, level) count() as records'
  logboom query -o json 'level:error' | jq -r .user | sort | uniq -c
${EXIT_STATUS}
The language is LogsQL: docs/logsql.md.
`;

/** How many rows a table may have: all of them are needed before the first is written. */
const TABLE_MAX = 10_000;
/** A query that takes longer is worth asking how much it reads. */
const LONG_MS = 1_000;

/** `logboom query QUERY`: searches what was kept. */
export function queryCommand(): Command {
  const command = new Command('query')
    .description('search the records that were kept')
    .argument('<query>', "LogsQL, for example: '_time:1h level:error | stats by (service) count()'")
    .option('-n, --limit <rows>', 'the most rows: of records, the newest', count)
    .option('--since <time>', 'from when: 5m (ago), 2026-07-01, 2026-07-01T10:00:00Z')
    .option('--until <time>', 'until when, in the same forms')
    .option('-f, --follow', 'go on with records as they arrive; those of the past come oldest first')
    .option('-A, --after-context <records>', 'show so many records after each one found', count)
    .option('-B, --before-context <records>', 'show so many records before each one found', count)
    .option('-C, --context <records>', 'show so many records before and after', count);
  return addServerOptions(addOutputOption(command)).addHelpText('after', EXAMPLES).action(run);
}

async function run(text: string, flags: QueryFlags): Promise<void> {
  await searching(text, async () => {
    const client = new LogboomClient({ url: await serverUrl(flags) });
    if (flags.follow !== true) return new Search(client, text, flags).run();
    if (aroundOf(flags) !== undefined) {
      throw new Error('--follow shows no records around others: leave out -A, -B and -C');
    }
    if (flags.until !== undefined) throw new Error('--follow has no end: leave out --until, or use tail');
    const { since, limit, output } = flags;
    await follow(client, text, new Output(), {
      output,
      since: since ?? (limit === undefined ? '1970-01-01' : undefined),
      last: limit,
      signal: interrupted(),
    });
    return true;
  });
}

/** One query, from the first row to the last. */
class Search {
  readonly #client: LogboomClient;
  readonly #text: string;
  readonly #flags: QueryFlags;
  readonly #options: QueryOptions;
  readonly #output = new Output();
  readonly #progress = new Progress();
  readonly #stop = new AbortController();

  constructor(client: LogboomClient, text: string, flags: QueryFlags) {
    this.#client = client;
    this.#text = text;
    this.#flags = flags;
    this.#options = {
      limit: flags.limit,
      start: flags.since,
      end: flags.until,
      signal: this.#stop.signal,
    };
  }

  /** @returns whether anything was found */
  async run(): Promise<boolean> {
    this.#output.onWrite = () => this.#progress.hide();
    const estimate = setTimeout(() => void this.#estimate(), LONG_MS).unref();
    try {
      const around = aroundOf(this.#flags);
      if (around !== undefined)
        await this.#write(withContext(this.#client, this.#text, this.#options, around));
      else if (this.#flags.output === 'csv') await this.#copyCsv();
      else if (this.#flags.output === 'table') await this.#table();
      else await this.#write(shown(this.#client.query(this.#text, this.#options)));
      return this.#progress.rows > 0;
    } finally {
      clearTimeout(estimate);
      this.#progress.end();
      this.#stop.abort();
    }
  }

  async #write(rows: AsyncIterable<ShownRow | null>): Promise<void> {
    const format = this.#format();
    for await (const row of rows) {
      if (row !== null) this.#progress.rows++;
      await this.#output.bytes(row === null ? format.separator() : format.row(row));
      if (this.#output.closed) return;
    }
  }

  /** The server knows the columns of every query. */
  async #copyCsv(): Promise<void> {
    let isHead = true;
    for await (const chunk of await this.#client.export(this.#text, 'csv', this.#options)) {
      // The head is a line without a row; cells may hold line ends, so this is no exact number.
      this.#progress.rows += chunk.filter((byte) => byte === 10).length - (isHead ? 1 : 0);
      isHead = false;
      await this.#output.bytes(chunk);
      if (this.#output.closed) return;
    }
  }

  async #table(): Promise<void> {
    const kept: Row[] = [];
    for await (const row of this.#client.query(this.#text, this.#options)) {
      this.#progress.rows = kept.push(row);
      if (kept.length <= TABLE_MAX) continue;
      throw new Error(`a table holds ${TABLE_MAX} rows; add --limit, or ask for -o csv`);
    }
    if (kept.length > 0) for (const line of tableLines(kept)) await this.#output.text(line);
  }

  #format(): Format {
    const colours = hasColours(process.stdout);
    return createFormat(this.#flags.output, { colours, fields: fieldsOf(parseQuery(this.#text).pipes) });
  }

  async #estimate(): Promise<void> {
    if (process.stderr.isTTY !== true) return;
    // Only for the progress line: what is wrong with the query, the query itself tells.
    const explained = await this.#client.explain(this.#text, this.#options).catch(() => undefined);
    this.#progress.estimate = explained?.estimate.reduce((sum, { rows }) => sum + Number(rows), 0);
  }
}

async function* shown(rows: AsyncIterable<Row>): AsyncGenerator<ShownRow> {
  for await (const row of rows) yield { row };
}

function aroundOf({ context, beforeContext, afterContext }: QueryFlags): Around | undefined {
  const before = beforeContext ?? context ?? 0;
  const after = afterContext ?? context ?? 0;
  return before + after > 0 ? { before, after } : undefined;
}
