import { type PickleValue, PythonDict, type PythonObject, PythonTuple } from '../pickle/values.ts';
import { numberOf, reprComplex } from './numbers.ts';
import { quoteText } from './quote.ts';

/** The `str` and `repr` of a value of the standard library. */
interface Shown {
  text: string;
  repr: string;
}

type Show = (value: PythonObject) => Shown | undefined;

/** Longest text that is taken from a single argument here; honest ones are far shorter. */
const LONGEST = 4096;

const alike = (text: string): Shown => ({ text, repr: text });

/** Classes that are made from one text: `Decimal('1.5')`, `IPv4Address('10.0.0.1')`. */
const ofText =
  (name: string): Show =>
  ({ args: [text] }) =>
    typeof text === 'string' && text.length <= LONGEST
      ? { text, repr: `${name}(${quoteText(text)})` }
      : undefined;

const path =
  (name: string, separator: string): Show =>
  ({ args }) => {
    if (!args.every((part) => typeof part === 'string')) return undefined;
    const text = joinPath(args as string[], separator);
    return text.length > LONGEST
      ? undefined
      : { text, repr: `${name}(${quoteText(text.replaceAll('\\', '/'))})` };
  };

/** pathlib: the first part may be a root or drive, which ends in its separator. */
function joinPath(parts: string[], separator: string): string {
  const [first, ...rest] = parts.slice(0, 1024).map((part) => part.slice(0, LONGEST));
  if (first === undefined) return '.';
  const between = rest.length === 0 || first.endsWith(separator) ? '' : separator;
  return `${first}${between}${rest.join(separator)}`;
}

function fraction({ args: [first, second] }: PythonObject): Shown | undefined {
  // Up to 3.11 one text, `1/3`; since 3.12 numerator and denominator.
  const [over, under = '1'] =
    typeof first === 'string' ? first.slice(0, LONGEST).split('/') : [String(first), String(second ?? 1)];
  if (over === undefined || !/^-?\d+$/.test(over) || !/^\d+$/.test(under)) return undefined;
  return { text: under === '1' ? over : `${over}/${under}`, repr: `Fraction(${over}, ${under})` };
}

function uuid({ state }: PythonObject): Shown | undefined {
  const number = state instanceof PythonDict ? state.get('int') : undefined;
  if (typeof number !== 'bigint' && typeof number !== 'number') return undefined;
  if (number < 0 || number >= 2n ** 128n) return undefined;
  const text = number
    .toString(16)
    .padStart(32, '0')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return { text, repr: `UUID('${text}')` };
}

function complex({ args: [real, imaginary] }: PythonObject): Shown | undefined {
  const [x, y] = [numberOf(real), numberOf(imaginary)];
  return x === undefined || y === undefined ? undefined : alike(reprComplex(x, y));
}

function range({ args }: PythonObject): Shown | undefined {
  if (args.length !== 3 || !args.every((arg) => typeof arg === 'number' || typeof arg === 'bigint'))
    return undefined;
  return alike(
    `range(${args
      .slice(0, args[2] === 1 ? 2 : 3)
      .map(String)
      .join(', ')})`,
  );
}

/** ipaddress: made from an int; networks and interfaces from text. */
const address =
  (name: string, isV6: boolean): Show =>
  (value) => {
    const [number] = value.args;
    if (typeof number !== 'number' && typeof number !== 'bigint') return ofText(name)(value);
    const big = BigInt(number);
    if (big < 0n || big >= 2n ** (isV6 ? 128n : 32n)) return undefined;
    const text = isV6 ? textOfV6(big) : [24n, 16n, 8n, 0n].map((shift) => (big >> shift) & 255n).join('.');
    return { text, repr: `${name}('${text}')` };
  };

/** The WHATWG URL parser writes IPv6 addresses in the short form of RFC 5952, as Python does. */
function textOfV6(address: bigint): string {
  const groups = address.toString(16).padStart(32, '0').match(/.{4}/g)!.join(':');
  return new URL(`http://[${groups}]`).hostname.slice(1, -1);
}

/** An int over the limit of the decoder. */
function hugeInt({ args: [text] }: PythonObject): Shown | undefined {
  return typeof text === 'string' && text.length < 64 ? alike(text) : undefined;
}

/** `repr(OrderedDict())`: without the empty dict. Old pickles hold a list of pairs. */
function orderedDict(value: PythonObject): Shown | undefined {
  const [pairs] = value.args;
  if (value.entries !== undefined || !Array.isArray(pairs)) return undefined;
  const entries: PickleValue[] = [];
  for (const pair of pairs) {
    const items = pair instanceof PythonTuple ? pair.items : Array.isArray(pair) ? pair : [];
    if (items.length !== 2) return undefined;
    entries.push(items[0]!, items[1]!);
  }
  // Python 2's form becomes today's; it is then shown as any other.
  value.entries = entries;
  value.args.length = 0;
  return undefined;
}

/** What is shown in a way of its own, by module and class. */
export const KNOWN: ReadonlyMap<string, Show> = new Map<string, Show>([
  ['decimal.Decimal', ofText('Decimal')],
  ['_decimal.Decimal', ofText('Decimal')],
  ['_pydecimal.Decimal', ofText('Decimal')],
  ['fractions.Fraction', fraction],
  ['uuid.UUID', uuid],
  ['builtins.complex', complex],
  ['builtins.range', range],
  ['builtins.int', hugeInt],
  ['collections.OrderedDict', orderedDict],
  ...['pathlib', 'pathlib._local'].flatMap((module): [string, Show][] => [
    [`${module}.PosixPath`, path('PosixPath', '/')],
    [`${module}.PurePosixPath`, path('PurePosixPath', '/')],
    [`${module}.WindowsPath`, path('WindowsPath', '\\')],
    [`${module}.PureWindowsPath`, path('PureWindowsPath', '\\')],
  ]),
  ...['Address', 'Network', 'Interface'].flatMap((kind): [string, Show][] => [
    [`ipaddress.IPv4${kind}`, address(`IPv4${kind}`, false)],
    [`ipaddress.IPv6${kind}`, address(`IPv6${kind}`, true)],
  ]),
]);
