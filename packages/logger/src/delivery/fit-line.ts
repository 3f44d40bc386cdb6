import { MARK } from './marker.ts';

/** What keeps a line apart from the next: these cannot be within one. */
export const LINE_BREAK = '\n';

/** Whether a line can go as it is. */
export function fits(line: string, maxLength: number): boolean {
  return line.length <= maxLength && !line.includes(LINE_BREAK) && !line.startsWith(MARK);
}

/**
 * Makes one line of what a formatter gave. `json` tells that the server reads JSON: then a text of several
 * lines becomes the message of a record; else its line ends are shown as `\n`.
 */
export function fitLine(text: string, maxLength: number, json: boolean): string {
  let line = text;
  if (line.length > maxLength) {
    const note = ` … ${line.length - maxLength} more characters were cut`;
    line = json
      ? JSON.stringify({ message: text.slice(0, maxLength) + note })
      : text.slice(0, maxLength) + note;
  }
  if (!fits(line, Number.POSITIVE_INFINITY)) {
    line = json ? JSON.stringify({ message: line }) : line.replaceAll(LINE_BREAK, '\\n').replaceAll(MARK, '');
  }
  return line;
}
