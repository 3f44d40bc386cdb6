import { type PickleValue, PythonObject } from '../pickle/values.ts';
import { numberOf } from './numbers.ts';

/**
 * Text of the `datetime` module's values, as `isoformat()` and `str()` give it; undefined where the state is
 * not what CPython writes. Their states are a few packed bytes (Lib/_pydatetime.py, `_getstate`).
 */
export function showDatetime(value: PythonObject): string | undefined {
  const { args } = value;
  switch (value.name) {
    case 'datetime':
      return dateAndTime(args);
    case 'date':
      return dateOnly(args);
    case 'time':
      return timeOnly(args);
    case 'timedelta':
      return duration(args);
    case 'timezone':
    case 'timezone.utc':
      return zoneName(value);
    default:
      return undefined;
  }
}

/** The state as bytes; Python 2 wrote a str, which arrived as text. */
function stateOf(value: PickleValue | undefined, length: number): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value.length === length ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const bytes = Buffer.from(value, value.length === length ? 'latin1' : 'utf8');
  return bytes.length === length ? bytes : undefined;
}

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

// The first bit of the month (of the hour in a time) is `fold`, which isoformat does not show.
function dateText(state: Uint8Array): string {
  return `${pad(state[0]! * 256 + state[1]!, 4)}-${pad(state[2]! & 0x7f)}-${pad(state[3]!)}`;
}

function timeText(state: Uint8Array, at: number): string {
  const micros = (state[at + 3]! << 16) | (state[at + 4]! << 8) | state[at + 5]!;
  const fraction = micros === 0 ? '' : `.${pad(micros, 6)}`;
  return `${pad(state[at]! & 0x7f)}:${pad(state[at + 1]!)}:${pad(state[at + 2]!)}${fraction}`;
}

function dateAndTime([packed, zone]: PickleValue[]): string | undefined {
  const state = stateOf(packed, 10);
  return state && `${dateText(state)}T${timeText(state, 4)}${zoneText(zone)}`;
}

function dateOnly([packed]: PickleValue[]): string | undefined {
  const state = stateOf(packed, 4);
  return state && dateText(state);
}

function timeOnly([packed, zone]: PickleValue[]): string | undefined {
  const state = stateOf(packed, 6);
  return state && `${timeText(state, 0)}${zoneText(zone)}`;
}

/** `str(timedelta)`: `-1 day, 23:59:59.000001`. Python keeps seconds and microseconds positive. */
function duration(args: PickleValue[]): string | undefined {
  const [days = 0, seconds = 0, micros = 0] = args.map(numberOf);
  if (!Number.isInteger(days) || !Number.isInteger(seconds) || !Number.isInteger(micros)) return undefined;
  const day = days === 0 ? '' : `${days} day${Math.abs(days) === 1 ? '' : 's'}, `;
  const fraction = micros === 0 ? '' : `.${pad(micros, 6)}`;
  const minutes = Math.floor(seconds / 60);
  return `${day}${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${pad(seconds % 60)}${fraction}`;
}

/** `+01:00`, with seconds and microseconds where the offset has some. */
function offsetText(delta: PickleValue | undefined): string | undefined {
  if (!(delta instanceof PythonObject) || delta.type.path !== 'datetime.timedelta') return undefined;
  const [days = 0, seconds = 0, micros = 0] = delta.args.map(numberOf);
  const total = ((days ?? 0) * 86_400 + (seconds ?? 0)) * 1e6 + (micros ?? 0);
  if (!Number.isSafeInteger(total)) return undefined;
  const size = Math.abs(total);
  const whole = Math.floor(size / 1e6);
  const minutes = Math.floor(whole / 60);
  const rest = size % 1e6;
  const tail =
    rest !== 0 ? `:${pad(whole % 60)}.${pad(rest, 6)}` : whole % 60 !== 0 ? `:${pad(whole % 60)}` : '';
  return `${total < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}${tail}`;
}

/** `str(timezone)`: its name where it has one, else UTC and the offset. */
function zoneName(zone: PythonObject): string | undefined {
  if (zone.name === 'timezone.utc') return 'UTC';
  const [delta, name] = zone.args;
  if (typeof name === 'string') return name;
  const offset = offsetText(delta);
  return offset === '+00:00' ? 'UTC' : offset && `UTC${offset}`;
}

/**
 * What follows the time: the offset where the pickle holds it (datetime.timezone, pytz), else the zone's
 * name in brackets (zoneinfo; RFC 9557), as its rules are not part of the pickle.
 */
function zoneText(zone: PickleValue | undefined): string {
  if (zone === undefined || zone === null) return '';
  if (!(zone instanceof PythonObject)) return '';
  const { path } = zone.type;
  if (path === 'datetime.timezone') return offsetText(zone.args[0]) ?? '[?]';
  if (path === 'pytz._UTC' || path === 'dateutil.tz.tz.tzutc') return '+00:00';
  if (path === 'pytz._p' && zone.args.length > 1) return pytzOffset(zone.args);
  const [name] = zone.args;
  return `[${typeof name === 'string' ? name.slice(0, 64) : path.slice(0, 64)}]`;
}

/** pytz: `_p(name, seconds east of UTC, daylight saving, abbreviation)`. */
function pytzOffset([, seconds]: PickleValue[]): string {
  const east = numberOf(seconds) ?? 0;
  const minutes = Math.floor(Math.abs(east) / 60);
  return `${east < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
