import { timeZone, userPattern } from '@logboom/core';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type AnalyzeOptions, analyze, planFiles } from '../aggregate/analyze/analyze.ts';
import { painter } from '../aggregate/analyze/colours.ts';
import { explain } from '../aggregate/analyze/explain.ts';
import { compileDraftFilter } from '../aggregate/analyze/filter.ts';
import { follow } from '../aggregate/analyze/follow.ts';
import { renderReport } from '../aggregate/analyze/report.ts';
import { type SummaryOptions, summarize } from '../aggregate/analyze/summary.ts';
import { hasColours } from '../output/terminal.ts';
import { addReadOptions, namesOf, type ReadFlags } from '../read-options.ts';

interface AnalyzeFlags extends ReadFlags {
  format: 'text' | 'json';
  filter?: string;
  since: SummaryOptions['since'];
  top: string[];
  limit: number;
  follow?: boolean;
  explain?: boolean;
}

const EXAMPLES = `
Forms are recognised from the first lines of each file: JSON of the usual loggers, logfmt, Python, Java, syslog,
access logs, PostgreSQL, Docker, Kubernetes and more. Nothing is stored, and no server is needed.

Examples:
  logboom analyze app.log                               what is in this file?
  logboom analyze /var/log 'old/*.gz'                   many files at once, compressed ones too
  logboom analyze app.log --filter 'level:error payment'  only these records (LogsQL)
  logboom analyze access.log --top client --top status  the most frequent values of fields
  logboom analyze app.log --format json                 for programs
  logboom analyze --explain app.log                     how is this file read?
  logboom analyze --follow app.log                      keep it live
  journalctl -o json | logboom analyze -                standard input
`;

/** `logboom analyze FILE...`: what is in files, without a server. */
export function analyzeCommand(): Command {
  const command = new Command('analyze')
    .description('tell what is in log files, without a server')
    .addOption(
      new Option('--format <format>', 'the form of the report').choices(['text', 'json']).default('text'),
    )
    .option('-f, --filter <logsql>', "count only what fits, for example: 'level:error service:shop'")
    .addOption(
      new Option(
        '--since <time>',
        'the window of recent errors: a duration before the last record (15m, 2h), or a time',
      )
        .argParser(since)
        .default({ durationMs: 300_000 }, '5m'),
    )
    .option('--top <field>', 'the most frequent values of a field (more than once for more)', collect, [])
    .option('-n, --limit <count>', 'how many patterns and values', count, 10)
    .option('--follow', 'go on as the files grow')
    .option('--explain', 'show what was recognised and how a first record is read');
  return addReadOptions(command).addHelpText('after', EXAMPLES).action(run);
}

async function run(files: string[], flags: AnalyzeFlags, command: Command): Promise<void> {
  const names = namesOf(files, command);
  const { format, limit, filter, timezone, pattern, text, threads } = flags;
  // Whoever reads may have seen enough (`| head`).
  process.stdout.on('error', () => process.exit());
  // What is wrong with an option is told before anything is read.
  timeZone(timezone);
  if (pattern !== undefined) userPattern(pattern);
  if (filter !== undefined) compileDraftFilter(filter, 0n);
  const isTerminal = process.stdout.isTTY === true;
  const paint = painter(hasColours(process.stdout));
  const columns = process.stdout.columns ?? 100;
  const options: AnalyzeOptions = { zone: timezone, pattern, text, filter, fields: flags.top, threads };
  if (flags.explain === true) {
    const { plans, problems } = await planFiles(names, options);
    for (const plan of plans) process.stdout.write(`${explain(plan, paint)}\n`);
    return tell(problems, plans.length);
  }
  if (flags.follow === true) {
    await follow(names, { ...options, format, since: flags.since, limit, isTerminal });
    return;
  }
  const result = await analyze(names, options);
  const summary = summarize(result, { since: flags.since, limit });
  if (format === 'json') process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
  else process.stdout.write(renderReport(summary, result.analysis.timeline, columns, paint));
  const wasSeen = format === 'text' && isTerminal && process.stderr.isTTY;
  tell(result.problems, result.files.length, wasSeen);
}

/** What could not be read also makes the exit status 1, so that scripts see it. */
function tell(problems: { path: string; reason: string }[], read: number, wasSeen = false): void {
  if (!wasSeen)
    for (const { path, reason } of problems) process.stderr.write(`logboom: ${path}: ${reason}\n`);
  if (problems.length > 0 || read === 0) process.exitCode = 1;
}

const UNITS: Record<string, number> = { s: 1e3, m: 60e3, h: 3_600e3, d: 86_400e3, w: 604_800e3 };

function since(text: string): SummaryOptions['since'] {
  const duration = /^(\d+(?:\.\d+)?)([smhdw])$/.exec(text);
  if (duration !== null) return { durationMs: Number(duration[1]) * UNITS[duration[2]!]! };
  const at = Date.parse(text);
  if (Number.isNaN(at))
    throw new InvalidArgumentError('Give a duration (15m, 2h, 1d) or a time (2026-07-01T10:00:00Z).');
  return { at };
}

function collect(value: string, all: string[]): string[] {
  return [...all, value];
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('It must be a whole number above 0.');
  return value;
}
