import { LogboomClient } from '@logboom/client';
import { spanOfBound } from '@logboom/logsql';
import { Command } from 'commander';
import { addServerOptions, searching } from '../connection.ts';
import { follow, interrupted } from '../follow.ts';
import { Output } from '../output/output.ts';
import { addOutputOption, count, type SearchFlags } from '../search-options.ts';
import { serverUrl } from '../server-url.ts';

const EXAMPLES = `
Examples:
  logboom tail                                         everything, as it arrives
  logboom tail 'level:error service:shop'              what fits
  logboom tail --since 10m level:error                 the last ten minutes first, then what comes
  logboom tail -n 20                                   the newest twenty first, as tail -n
  logboom tail --until 2026-07-01T18:00Z               ... and end then
  logboom tail -o json 'level:error | fields _time, user' | jq -r .user

A connection that breaks is made again, and what came meanwhile follows: no gap and no double.
Exit status: 0 at the end (--until, Ctrl-C, or whoever reads has gone), 2 it failed.
The language is LogsQL, with the pipes that look at one record: docs/logsql.md.
`;

/** `logboom tail [QUERY]`: records as they arrive. */
export function tailCommand(): Command {
  const command = new Command('tail')
    .description('watch records as they arrive')
    .argument('[query]', 'LogsQL; all records without it', '*')
    .option('-n, --limit <records>', 'begin with the newest records that were kept, so many', count)
    .option('--since <time>', 'begin with those kept since: 5m (ago), 2026-07-01T10:00:00Z')
    .option('--until <time>', 'end at this time: 2026-07-01T18:00:00Z')
    // It is what a tail does; hands that know tail(1) write it all the same.
    .option('-f, --follow', 'as without it');
  return addServerOptions(addOutputOption(command)).addHelpText('after', EXAMPLES).action(run);
}

async function run(query: string, flags: SearchFlags): Promise<void> {
  await searching(query, async () => {
    const { output, since, limit } = flags;
    const ends = flags.until === undefined ? [] : [AbortSignal.timeout(millisecondsUntil(flags.until))];
    const client = new LogboomClient({ url: await serverUrl(flags) });
    const signal = AbortSignal.any([interrupted(), ...ends]);
    await follow(client, query, new Output(), { output, since, last: limit, signal });
    return true;
  });
}

/** The longest time that a timer can wait. */
const LONGEST_MS = 2 ** 31 - 1;

function millisecondsUntil(text: string): number {
  const now = Date.now();
  const end = spanOfBound(text, BigInt(now) * 1_000_000n)?.first;
  if (end === undefined) throw new Error(`--until '${text}' is no time: write 2026-07-01T18:00:00Z`);
  const wait = Number(end / 1_000_000n) - now;
  if (wait > LONGEST_MS) throw new Error(`--until ${text} is more than 24 days ahead, too far for a tail`);
  if (wait > 0) return wait;
  throw new Error(`--until ${text} is over; to see what was kept: logboom query --until ${text}`);
}
