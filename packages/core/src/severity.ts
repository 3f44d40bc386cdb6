/** The six level words, in order. A level is a function of the severity: see {@link levelOf}. */
export const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type Level = (typeof LEVELS)[number];

/** The first OpenTelemetry severity number of each level (log data model, "Severity Fields"). */
export const SEVERITY = { trace: 1, debug: 5, info: 9, warn: 13, error: 17, fatal: 21 } as const;

/** What a record gets whose source says nothing of its severity. */
export const SEVERITY_DEFAULT = SEVERITY.info;

/** The level of a severity number 1..24; anything else counts as info. */
export function levelOf(severity: number): Level {
  return LEVELS[levelIndexOf(severity)]!;
}

/** The index into {@link LEVELS} of a severity number. */
export function levelIndexOf(severity: number): number {
  return severity >= 1 && severity <= 24 ? (severity - 1) >> 2 : 2;
}

/**
 * The words that loggers use, with their severity number. Numbers inside a level keep an order that the
 * source makes (notice above info, alert above critical).
 */
const WORDS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    trace: 1,
    trc: 1,
    finest: 1,
    finer: 1,
    silly: 1,
    verbose: 2,
    vrb: 2,
    t: 1,
    v: 2,
    debug: 5,
    dbg: 5,
    debg: 5,
    fine: 5,
    config: 6,
    d: 5,
    http: 6,
    info: 9,
    inf: 9,
    information: 9,
    informational: 9,
    i: 9,
    log: 9,
    notice: 10,
    ntc: 10,
    n: 10,
    success: 10,
    audit: 9,
    default: 9,
    ok: 9,
    warn: 13,
    warning: 13,
    wrn: 13,
    w: 13,
    caution: 13,
    error: 17,
    err: 17,
    eror: 17,
    e: 17,
    severe: 17,
    failure: 17,
    exception: 17,
    fatal: 21,
    ftl: 21,
    f: 21,
    critical: 21,
    crit: 21,
    crt: 21,
    c: 21,
    dpanic: 21,
    alert: 22,
    a: 22,
    emergency: 23,
    emerg: 23,
    panic: 23,
    wtf: 23,
    // As they are written most: each is found at the first look.
  }).flatMap(([word, severity]): [string, number][] => [
    [word, severity],
    [word.toUpperCase(), severity],
  ]),
);

/** The severity number of a word, in any case, or 0 if it is none that loggers use. */
export function severityOfWord(word: string): number {
  return WORDS.get(word) ?? WORDS.get(word.trim().toLowerCase()) ?? 0;
}

/** Python's logging: 10 DEBUG, 20 INFO, 30 WARNING, 40 ERROR, 50 CRITICAL; numbers between count down. */
export function severityOfPython(levelno: number): number {
  if (levelno >= 50) return 21;
  if (levelno >= 40) return 17;
  if (levelno >= 30) return 13;
  if (levelno > 20) return 10;
  if (levelno >= 20) return 9;
  if (levelno >= 10) return 5;
  return levelno > 0 ? 1 : 0;
}

/** pino and bunyan: 10 trace, 20 debug, 30 info, 40 warn, 50 error, 60 fatal; numbers between count down. */
export function severityOfPino(level: number): number {
  if (level >= 60) return 21;
  if (level >= 50) return 17;
  if (level >= 40) return 13;
  if (level > 30) return 10;
  if (level >= 30) return 9;
  if (level >= 20) return 5;
  return level >= 10 ? 1 : 0;
}

const SYSLOG = [23, 22, 21, 17, 13, 10, 9, 5];

/** Syslog (RFC 5424, table 2): 0 emergency ... 7 debug. */
export function severityOfSyslog(level: number): number {
  return SYSLOG[level] ?? 0;
}

/**
 * The severity of a number in a field called `level`: 0..7 are syslog's, 10 and above pino's and bunyan's.
 * Python's numbers come in fields of their own (`levelno`), OpenTelemetry's too (`severity_number`).
 */
export function severityOfNumber(value: number): number {
  if (!Number.isFinite(value)) return 0;
  return value < 8 ? severityOfSyslog(Math.trunc(value)) : severityOfPino(value);
}
