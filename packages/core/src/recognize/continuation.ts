/**
 * Lines that belong to the record before them although they are not indented, by the language whose stack
 * traces have them. Indented lines always do.
 */
const TRACES: readonly RegExp[] = [
  // Python
  /^Traceback \(most recent call last\):$/,
  /^During handling of the above exception|^The above exception was the direct cause/,
  /^(?:[\w.]+\.)?\w*(?:Error|Exception|Warning|Interrupt|Exit|StopIteration|Group)(?::|$| \()/,
  // Java
  /^(?:Caused by|Suppressed): |^\.\.\. \d+ (?:more|common frames)/,
  /^Exception in thread "/,
  /^(?:[\w$]+\.)+[\w$]*(?:Exception|Error|Throwable)\b/,
  // Node
  /^(?:Uncaught )?\w*Error(?: \[\w+\])?: /,
  /^[}\])]+[,;]?$/,
  /^Node\.js v\d/,
  // Go
  /^(?:panic|fatal error|runtime error): |^goroutine \d+ \[|^\[signal |^created by |^exit status \d/,
  // Ruby
  /^[\w./-]+\.rb:\d+:in /,
];
/** Go names a function at the left margin, and its place indented below. */
const GO_FUNCTION = /^[\w./*()[\]{}-]+\(.*\)$/;

/** Lines of stack traces at the left margin are not longer: some of the patterns above take quadratic time. */
const MAX_LINE = 1_000;

/** Tells which lines continue the record before them: stack traces, indented text, empty lines inside of them. */
export class Continuation {
  #inGo = false;

  /** To be told of each record that begins. */
  begin(): void {
    this.#inGo = false;
  }

  continues(line: string): boolean {
    const first = line.charCodeAt(0);
    if (first === 32 || first === 9) return line.trim() !== '';
    if (line.length > MAX_LINE) return false;
    if (this.#inGo && (line === '' || GO_FUNCTION.test(line))) return true;
    if (line === '') return false;
    if (!TRACES.some((pattern) => pattern.test(line))) return false;
    this.#inGo ||= /^(?:panic: |fatal error: |goroutine )/.test(line);
    return true;
  }
}
