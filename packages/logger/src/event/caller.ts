/** Where a record was made. */
export interface Caller {
  /** The file as the runtime names it, without `file://`. */
  pathname: string;
  /** Counted from 1. */
  line: number;
  /** The function's name, `<module>` outside of one (Python's word). */
  functionName: string;
}

/** The place that called `above`, from a captured stack; `skip` frames further out on request. */
export function captureCaller(above: (...args: never[]) => unknown, skip: number): Caller | undefined {
  const holder: { stack?: string } = {};
  const { captureStackTrace } = Error as { captureStackTrace?: (into: object, above: unknown) => void };
  if (captureStackTrace === undefined) return undefined;
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = skip + 2;
  captureStackTrace(holder, above);
  Error.stackTraceLimit = limit;
  const line = String(holder.stack).split('\n')[1 + skip];
  return line === undefined ? undefined : callerOfFrame(line);
}

/** Reads one line of V8's stack traces. */
export function callerOfFrame(frame: string): Caller | undefined {
  const match = /^\s*at (?:(.*?) \()?(.*?):(\d+)(?::\d+)?\)?$/.exec(frame);
  if (match === null) return undefined;
  return {
    functionName: match[1]?.replace(/^(?:async |new )/, '').replace(/ \[as .*\]$/, '') ?? '<module>',
    pathname: decodePath(match[2]!.replace(/^async /, '')),
    line: Number(match[3]),
  };
}

function decodePath(path: string): string {
  if (!path.startsWith('file://')) return path;
  try {
    const decoded = decodeURIComponent(path.slice('file://'.length));
    return /^\/[A-Za-z]:\//.test(decoded) ? decoded.slice(1) : decoded;
  } catch {
    return path;
  }
}
