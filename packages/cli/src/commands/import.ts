import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { timeZone, userPattern } from '@logboom/core';
import { Command } from 'commander';
import { number, oddities } from '../aggregate/analyze/report.ts';
import { fileSummary } from '../aggregate/analyze/summary.ts';
import { chooseTarget } from '../aggregate/import/choose-target.ts';
import { type ImportResult, importFiles } from '../aggregate/import/import.ts';
import { ProgressBar } from '../aggregate/import/progress-bar.ts';
import type { Target } from '../aggregate/import/target.ts';
import { addServerOptions } from '../connection.ts';
import { addReadOptions, namesOf, type ReadFlags } from '../read-options.ts';
import type { ServerUrlOptions } from '../server-url.ts';

interface ImportFlags extends ReadFlags, ServerUrlOptions {
  service?: string;
  host?: string;
  again?: boolean;
}

const EXAMPLES = `
Records keep their own times; log.file.path and log.file.line tell where each came from. They go to the server of
--server, or the one that runs on --data, or, when none runs, straight into the data directory.

What was stored is remembered in DATA/imports: an import that was interrupted goes on where it was when it is run
again, and a file that has grown brings only what is new. Every line is stored once.

Examples:
  logboom import app.log                             one file
  logboom import /var/log 'old/*.gz'                 many files at once, compressed ones too
  logboom import --service shop --timezone local shop.log
  logboom import --pattern '(?<time>\\S+) (?<level>\\w+) (?<message>.*)' odd.log
  logboom import --server http://logs.example:8888 app.log
  kubectl logs shop | logboom import --service shop -
`;

/** `logboom import FILE...`: stores log files. */
export function importCommand(): Command {
  const command = new Command('import')
    .description('store log files')
    .option('--service <name>', 'the service of records that name none')
    .option('--host <name>', 'the host of records that name none')
    .option('--again', 'store also what was imported before');
  return addServerOptions(addReadOptions(command)).addHelpText('after', EXAMPLES).action(run);
}

async function run(files: string[], flags: ImportFlags, command: Command): Promise<void> {
  const names = namesOf(files, command);
  const { timezone, pattern, text, threads, service, host, again = false, data } = flags;
  timeZone(timezone);
  if (pattern !== undefined) userPattern(pattern);
  const stop = interruption();
  const bar = new ProgressBar(process.stderr);
  bar.say('opening ...');
  const target = await chooseTarget(flags, stop);
  try {
    const result = await importFiles(names, target, {
      zone: timezone,
      pattern,
      text,
      threads,
      service,
      host,
      again,
      stateDirectory: join(data, 'imports'),
      signal: stop,
      onProgress: (progress) => bar.update(progress),
    });
    await whenStored(target, bar, stop);
    bar.clear();
    report(result, target);
  } finally {
    bar.clear();
    await target.close();
  }
}

/** The first Ctrl-C lets what is under way be stored; the second one ends at once, which loses nothing either. */
function interruption(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(130);
      stop.abort();
    });
  }
  return stop.signal;
}

/** What is on disk is safe; but whoever asks right after an import wants to find all of it. */
async function whenStored(target: Target, bar: ProgressBar, signal: AbortSignal): Promise<void> {
  for (let pending = target.pendingBytes(); pending > 0 && !signal.aborted; pending = target.pendingBytes()) {
    bar.say(`the store takes the last ${Math.ceil(pending / 1024 / 1024)} MiB ...`);
    await sleep(20);
  }
}

function report(result: ImportResult, target: Target): void {
  const { files, problems, stored, known, refused, reason, complete, interrupted, seconds } = result;
  const lines = files.reduce((sum, { counts }) => sum + counts.lines, 0);
  const odd = files.reduce((sum, { counts }) => sum + counts.odd, 0);
  const rate = number(Math.round(lines / Math.max(seconds, 0.001)));
  const words = [
    `stored ${number(stored)} records of ${number(lines)} lines in ${target.name}`,
    `${number(odd)} odd lines kept as messages`,
    ...(known > 0 ? [`${number(known)} were stored before`] : []),
    `${Math.round(seconds * 10) / 10} s, ${rate} lines/s`,
  ];
  process.stdout.write(`${words.join('; ')}\n`);
  for (const path of complete)
    process.stdout.write(`${path}: nothing new: it was imported before (--again stores it once more)\n`);
  for (const summary of files.map(fileSummary)) {
    for (const word of oddities(summary)) process.stdout.write(`${summary.path}: ${word}\n`);
  }
  if (refused > 0)
    process.stderr.write(
      `logboom: ${number(refused)} records were refused: ${reason ?? 'they are over the limit of a record'}\n`,
    );
  for (const { path, reason: why } of problems) process.stderr.write(`logboom: ${path}: ${why}\n`);
  if (interrupted) process.stderr.write('logboom: interrupted; run the same command again to go on\n');
  if (interrupted) process.exitCode = 130;
  else if (refused > 0 || problems.length > 0) process.exitCode = 1;
}
