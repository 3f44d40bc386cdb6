/** Takes lines in the worker; a promise makes the next ones wait. */
export type WriteLines = (lines: string[]) => void | Promise<void>;

/**
 * Runs in the worker thread and gives what writes there. It is sent as text, so it can use its parameters,
 * globals and `process.getBuiltinModule`, and nothing from around it.
 */
export type WorkerTask<Parameters> = (parameters: Parameters) => WriteLines | Promise<WriteLines>;

/** Appends to a file. */
export function appendToFile({ path }: { path: string }): WriteLines {
  const { openSync, writeSync } = process.getBuiltinModule('node:fs');
  const file = openSync(path, 'a');
  return (lines) => {
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
  };
}
