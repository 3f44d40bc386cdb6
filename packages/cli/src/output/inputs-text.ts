import type { InputStatus, InputWay } from '@logboom/client';
import { columns } from './table.ts';

const HEAD = ['INPUT', 'STATE', 'ADDRESS', 'LAST RECORD', 'RECORDS', 'REJECTED'];
const UNITS: readonly [name: string, seconds: number][] = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
];

/**
 * Inputs as a table: a line for each way in, the counts of an input on its first, and below each way what to paste.
 *
 * @param all whether to show all there is to paste, and not only the line that sends one record
 */
export function inputLines(inputs: readonly InputStatus[], now: number, all: boolean): string[] {
  const rows = inputs.flatMap((input) => rowsOf(input, now));
  const [head, ...lines] = columns([HEAD, ...rows.map(({ cells }) => cells)]);
  return [head!, ...lines.flatMap((line, i) => [line, ...notesOf(rows[i]!.way, all)])];
}

interface Row {
  cells: string[];
  way: InputWay | undefined;
}

function rowsOf(
  { name, state, ways, records, rejected, dropped, lastRecordAt }: InputStatus,
  now: number,
): Row[] {
  const lost = dropped === 0 ? `${rejected}` : `${rejected} + ${dropped} dropped`;
  const counts = [lastRecordAt === null ? 'never' : ago(now - Date.parse(lastRecordAt)), `${records}`, lost];
  if (ways.length === 0) return [{ cells: [name, state, '', ...counts], way: undefined }];
  return ways.map((way, i) => ({
    cells: [
      i === 0 ? name : '',
      way.state,
      `${labelOf(way)} ${way.address}`,
      ...(i === 0 ? counts : ['', '', '']),
    ],
    way,
  }));
}

/** `tcp` of `inputs.python.tcp`. */
const labelOf = ({ key }: InputWay): string => key.slice(key.lastIndexOf('.') + 1);

function notesOf(way: InputWay | undefined, all: boolean): string[] {
  if (way === undefined) return [];
  const problem = way.problem === undefined ? [] : [`    why: ${way.problem}`];
  if (!all) return [...problem, ...way.snippets.slice(0, 1).map(({ text }) => `    try: ${text}`)];
  const shown = way.snippets.flatMap(({ name, text }) => [
    `    ${name}:`,
    ...text.split('\n').map((line) => `      ${line}`),
  ]);
  return [...problem, ...shown];
}

/** `5 s ago`: one unit says enough. */
function ago(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? UNITS.at(-1)!;
  return `${Math.floor(seconds / size)} ${unit} ago`;
}
