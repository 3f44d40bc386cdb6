import { ALIAS_OF } from '../../normalize/aliases.ts';
import { normalize } from '../../normalize/normalize.ts';
import { SEVERITY } from '../../severity.ts';
import type { Form, HeaderForm } from '../form.ts';
import { anyTime, isoTime } from '../times.ts';

/** The cells of a line of CSV (RFC 4180); undefined when a quote does not end. */
export function splitCells(line: string, separator: string): string[] | undefined {
  if (!line.includes('"')) return line.split(separator);
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (line[at] !== '"') {
      const end = line.indexOf(separator, at);
      if (end === -1) {
        cells.push(line.slice(at));
        return cells;
      }
      cells.push(line.slice(at, end));
      at = end + 1;
      continue;
    }
    let end = line.indexOf('"', at + 1);
    while (end !== -1 && line[end + 1] === '"') end = line.indexOf('"', end + 2);
    if (end === -1) return undefined;
    cells.push(line.slice(at + 1, end).replaceAll('""', '"'));
    if (end + 1 >= line.length) return cells;
    if (line[end + 1] !== separator) return undefined;
    at = end + 2;
  }
}

/** A quote that does not end goes on in the next line; two quotes inside of a cell are one. */
function hasOddQuotes(line: string): boolean {
  let isOdd = false;
  for (let at = line.indexOf('"'); at !== -1; at = line.indexOf('"', at + 1)) isOdd = !isOdd;
  return isOdd;
}

const kindOf = (name: string): string | undefined => ALIAS_OF.get(name)?.kind;
/** Headers are written in any case. */
const columnOf = (name: string): string =>
  kindOf(name) === undefined && kindOf(name.toLowerCase()) !== undefined ? name.toLowerCase() : name;

export const csv: HeaderForm = {
  name: 'csv',
  title: 'CSV with a header: commas, semicolons or tabs',
  open(header) {
    for (const separator of [',', ';', '\t']) {
      const names = splitCells(header.replace(/^\uFEFF/, ''), separator)?.map((name) =>
        columnOf(name.trim()),
      );
      if (names === undefined || names.length < 2) continue;
      const kinds = new Set(names.map(kindOf));
      if (!kinds.has('timestamp') || !(kinds.has('message') || kinds.has('level'))) continue;
      return csvForm(header, separator, names);
    }
    return undefined;
  },
  examples: [
    {
      text: 'Time,Level,Service,Message,user\n2024-11-17 10:15:30.5,WARN,shop,"cart ""A"", full",bob',
      time: '2024-11-17T10:15:30.5Z',
      level: 'warn',
      service: 'shop',
      message: 'cart "A", full',
      attributes: { severity_text: 'WARN', user: 'bob' },
    },
    {
      text: 'time,level,message,user\n2024-11-17 10:15:30.5,error,"boom\n  at ""shop"".pay",bob',
      time: '2024-11-17T10:15:30.5Z',
      level: 'error',
      message: 'boom\n  at "shop".pay',
      attributes: { user: 'bob' },
    },
    {
      text: 'timestamp;severity;message\n2024-11-17T10:15:30Z;error;boom',
      time: '2024-11-17T10:15:30Z',
      level: 'error',
      message: 'boom',
    },
  ],
};

function csvForm(header: string, separator: string, names: string[]): Form {
  const timeAt = names.findIndex((name) => kindOf(name) === 'timestamp');
  return {
    name: csv.name,
    title: csv.title,
    starts: '',
    ignores: (line) => line === header,
    isOpen: (line, wasOpen) => hasOddQuotes(line) !== wasOpen,
    parse(line, draft, origin) {
      if (line === header) return false;
      const cells = splitCells(line, separator);
      if (cells === undefined || cells.length !== names.length) return false;
      const object: Record<string, string> = Object.create(null);
      names.forEach((name, index) => {
        if (index !== timeAt && cells[index] !== '') object[name] = cells[index]!;
      });
      normalize(object, draft);
      if (!anyTime(cells[timeAt]!, draft, origin)) draft.attribute(names[timeAt]!, cells[timeAt]!);
      return true;
    },
    examples: csv.examples,
  };
}

/** https://www.w3.org/TR/WD-logfile: what IIS writes. */
export const w3c: HeaderForm = {
  name: 'w3c',
  title: 'W3C Extended Log Format: IIS',
  open(header) {
    if (!header.startsWith('#Fields: ')) return undefined;
    const names = header.slice(9).trim().split(' ');
    const place = (name: string): number => names.indexOf(name);
    const [date, time, method, stem, status] = ['date', 'time', 'cs-method', 'cs-uri-stem', 'sc-status'].map(
      place,
    );
    return {
      name: w3c.name,
      title: w3c.title,
      starts: '',
      ignores: (line) => line.startsWith('#'),
      parse(line, draft, origin) {
        const cells = line.split(' ');
        if (cells.length !== names.length) return false;
        if (!isoTime(`${cells[date!]} ${cells[time!]}`, draft, origin)) return false;
        draft.message = `${cells[method!] ?? ''} ${cells[stem!] ?? ''}`.trim();
        const code = Number(cells[status!]);
        draft.severity = code >= 500 ? SEVERITY.error : code >= 400 ? SEVERITY.warn : SEVERITY.info;
        cells.forEach((cell, index) => {
          if (cell !== '-' && index !== date && index !== time) draft.attribute(names[index]!, cell);
        });
        return true;
      },
      examples: w3c.examples,
    };
  },
  examples: [
    {
      text: '#Fields: date time cs-method cs-uri-stem sc-status c-ip\n2024-11-17 10:15:30 GET /cart 500 10.0.0.1',
      time: '2024-11-17T10:15:30Z',
      level: 'error',
      message: 'GET /cart',
      attributes: { 'cs-method': 'GET', 'cs-uri-stem': '/cart', 'sc-status': '500', 'c-ip': '10.0.0.1' },
    },
  ],
};
