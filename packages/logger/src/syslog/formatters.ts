import { hostName, processId } from '#platform';
import type { LogEvent } from '../event/event.ts';
import type { Formatter } from '../formatters/formatter.ts';
import { display } from '../values/display.ts';
import { errorText } from '../values/error.ts';
import { jsonOf } from '../values/json.ts';
import { type Facility, facilityNumber, severityOf } from './priority.ts';

export interface SyslogFormatterOptions {
  /** @default 'user' */
  facility?: Facility;
  /** APP-NAME, or the tag. @default the name of the logger's first part */
  app?: string;
  /** @default this host's name */
  host?: string;
}

/** The number that IANA keeps for examples: fields of applications have no number of their own. */
const FIELDS_ID = 'fields@32473';

/** RFC 5424: fields are structured data, the logger's name is the MSGID. */
export class Syslog5424Formatter implements Formatter {
  readonly #facility: number;
  readonly #app: string | undefined;
  readonly #host: string;

  constructor({ facility = 'user', app, host = hostName() }: SyslogFormatterOptions = {}) {
    this.#facility = facilityNumber(facility);
    this.#app = app;
    this.#host = header(host, 255);
  }

  format(event: LogEvent): string {
    const priority = this.#facility * 8 + severityOf(event.level);
    const app = header(this.#app ?? event.name.split('.')[0]!, 48);
    const time = new Date(event.time).toISOString();
    const data = structuredData(fieldsOf(event));
    return `<${priority}>1 ${time} ${this.#host} ${app} ${processId} ${header(event.name, 32)} ${data} ${oneLine(event.message)}`;
  }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** RFC 3164: local time without a year; fields follow the message as JSON. */
export class Syslog3164Formatter implements Formatter {
  readonly #facility: number;
  readonly #app: string | undefined;
  readonly #host: string;

  constructor({ facility = 'user', app, host = hostName() }: SyslogFormatterOptions = {}) {
    this.#facility = facilityNumber(facility);
    this.#app = app;
    this.#host = header(host, 255);
  }

  format(event: LogEvent): string {
    const priority = this.#facility * 8 + severityOf(event.level);
    const tag = (this.#app ?? event.name).replace(/[^\w./-]/g, '_').slice(0, 32);
    const fields = fieldsOf(event);
    const more = Object.keys(fields).length === 0 ? '' : ` ${jsonOf(fields)}`;
    return `<${priority}>${localTime(event.time)} ${this.#host} ${tag}[${processId}]: ${oneLine(event.message)}${more}`;
  }
}

function fieldsOf(event: LogEvent): Record<string, unknown> {
  const fields = event.allFields();
  return event.error === undefined ? fields : { ...fields, error: errorText(event.error) };
}

function localTime(time: number): string {
  const date = new Date(time);
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = String(date.getDate()).padStart(2, ' ');
  return `${MONTHS[date.getMonth()]} ${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** PRINTUSASCII of at most so many characters, `-` for nothing. */
function header(text: string, length: number): string {
  return text.replace(/[^\u0021-\u007e]/g, '_').slice(0, length) || '-';
}

function structuredData(fields: Record<string, unknown>): string {
  let data = '';
  for (const [name, value] of Object.entries(fields)) {
    const plain = typeof value === 'function' ? (value as () => unknown)() : value;
    if (plain === undefined) continue;
    const key = name.replace(/[^\u0021-\u007e]|[=\]"]/g, '_').slice(0, 32);
    if (key !== '') data += ` ${key}="${oneLine(display(plain)).replace(/[\\"\]]/g, '\\$&')}"`;
  }
  return data === '' ? '-' : `[${FIELDS_ID}${data}]`;
}

/** A line end would end the record. */
function oneLine(text: string): string {
  return text.replaceAll('\r', '').replaceAll('\n', '\\n');
}
