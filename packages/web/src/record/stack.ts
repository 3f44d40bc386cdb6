/** One line of a stack trace. */
export interface StackLine {
  /** Its number, from 0. */
  at: number;
  text: string;
  /** `own`: a frame of the application; `library`: one of what it uses; `head`: an exception or cause; else `text`. */
  kind: 'own' | 'library' | 'head' | 'text';
}

const FRAME = [
  /^\s*File ".+", line \d+/,
  /^\s+at .+/,
  /^\s*\S+\.go:\d+/,
  /^\s+\S+\.rb:\d+:in /,
  /^#\d+ .+/,
  /^\s+\d+:\s+0x[0-9a-f]+/,
];
const LIBRARY =
  /site-packages|dist-packages|\/lib\/python\d|<frozen |node_modules|node:internal|\(node:|at (?:java|javax|jdk|sun|org\.springframework|org\.apache|kotlin|scala)\.|\/usr\/(?:local\/)?(?:lib|go)\/|runtime\/(?:panic|proc)\.go|\/gems\//;
const HEAD =
  /^(?:Caused by:|Traceback |During handling|The above exception|panic:|goroutine \d+|(?:[\w$]+\.)*[\w$]*(?:Error|Exception|Exit|Interrupt|Warning|Failure|Declined)\b)/;

/** Whether a text reads as a stack trace: two frames at least. */
export function isStack(text: string): boolean {
  let frames = 0;
  for (const line of text.split('\n', 400)) {
    if (isFrame(line) && ++frames === 2) return true;
  }
  return false;
}

const isFrame = (line: string): boolean => FRAME.some((pattern) => pattern.test(line));

/** The lines of a stack trace; the source line under a Python frame goes with its frame. */
export function readStack(text: string): StackLine[] {
  let before: StackLine['kind'] = 'text';
  return text.split('\n').map((line, at): StackLine => {
    if (isFrame(line)) before = LIBRARY.test(line) ? 'library' : 'own';
    else if (HEAD.test(line)) before = 'head';
    else if (!(/^\s{2,}\S/.test(line) && (before === 'library' || before === 'own'))) before = 'text';
    return { at, text: line, kind: before };
  });
}

/** Runs of library lines, which are folded, between single lines. */
export function foldStack(lines: readonly StackLine[]): (StackLine | StackLine[])[] {
  const folded: (StackLine | StackLine[])[] = [];
  for (const line of lines) {
    const last = folded.at(-1);
    if (line.kind !== 'library') folded.push(line);
    else if (Array.isArray(last)) last.push(line);
    else folded.push([line]);
  }
  return folded;
}
