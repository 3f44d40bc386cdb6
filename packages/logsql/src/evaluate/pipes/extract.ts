import { RE2JS } from 're2js';
import type { PipeOf } from '../../ast/pipe.ts';
import { formatDuration } from '../../text/duration.ts';
import { extractionOf } from '../../text/extract.ts';
import { formatNumber } from '../../text/format-number.ts';
import { groupsOf } from '../../text/groups.ts';
import { formatNanos } from '../../text/instant.ts';
import { formatIpv4 } from '../../text/ipv4.ts';
import { quoteJson } from '../../text/json.ts';
import { numberOf } from '../../text/number.ts';
import { parseFormatPattern } from '../../text/pattern.ts';
import type { EvaluateOptions } from '../filter.ts';
import type { RowChange } from '../tail.ts';
import { compileCondition, write } from './write.ts';

export function compileExtract(
  pipe: PipeOf<'extract' | 'extract_regexp'>,
  options: EvaluateOptions,
): RowChange {
  const test = compileCondition(pipe.condition, options);
  const { regexp, fields } =
    pipe.kind === 'extract'
      ? extractionOf(pipe.pattern)
      : {
          regexp: pipe.pattern,
          fields: groupsOf(pipe.pattern).map((group) => ({ ...group, quotedGroup: 0 })),
        };
  const compiled = RE2JS.compile(regexp);
  return (row) => {
    if (!test(row)) return;
    const matcher = compiled.matcher(row.get(pipe.from));
    const found = matcher.find();
    const group = (index: number) => (found ? (matcher.group(index) ?? '') : '');
    const values = fields.map(({ group: bare, quotedGroup }) => {
      const quoted = quotedGroup === 0 ? '' : group(quotedGroup);
      return quoted === '' ? group(bare) : unquoted(quoted);
    });
    for (const [index, { name }] of fields.entries()) write(row, name, values[index]!, pipe);
  };
}

/** A text without the quotes around it, if it has any; what cannot be read in them is empty. */
export function unquoted(text: string): string {
  if (text.length < 2) return text;
  if (text.startsWith('`') && text.endsWith('`')) return text.slice(1, -1);
  if (!text.startsWith('"') || !text.endsWith('"')) return text;
  try {
    return String(JSON.parse(text));
  } catch {
    return '';
  }
}

export function compileFormat(pipe: PipeOf<'format'>, options: EvaluateOptions): RowChange {
  const test = compileCondition(pipe.condition, options);
  const { steps, tail } = parseFormatPattern(pipe.pattern);
  return (row) => {
    if (!test(row)) return;
    let text = '';
    for (const { text: before, field, option } of steps) {
      text += before;
      if (field !== '') text += (FORMATS[option] ?? String)(row.get(field));
    }
    write(row, pipe.as, text + tail, pipe);
  };
}

const FORMATS: Record<string, (text: string) => string> = {
  q: quoteJson,
  uc: (text) => text.toUpperCase(),
  lc: (text) => text.toLowerCase(),
  urlencode: (text) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
  urldecode: (text) => decodedUrl(text.replaceAll('+', ' ')),
  hexencode: (text) => hexOf(new TextEncoder().encode(text)),
  hexdecode: (text) => (/^(?:[0-9a-fA-F]{2})*$/.test(text) ? textOf(bytesOfHex(text)) : text),
  base64encode: (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text))),
  base64decode: decodedBase64,
  hexnumencode: (text) =>
    /^[0-9]{1,19}$/.test(text) ? BigInt(text).toString(16).toUpperCase().padStart(16, '0') : text,
  hexnumdecode: (text) => (/^[0-9a-fA-F]{1,16}$/.test(text) ? BigInt(`0x${text}`).toString() : text),
  time: (text) => fromNumber(text, (value) => formatNanos(BigInt(Math.trunc(scaledToNanos(value))))),
  duration: (text) => fromNumber(text, (value) => formatDuration(BigInt(Math.trunc(value)))),
  duration_seconds: (text) => fromNumber(text, (value) => formatNumber(value / 1e9)),
  ipv4: (text) =>
    fromNumber(text, (value) => (value >= 0 && value <= 0xffffffff ? formatIpv4(Math.trunc(value)) : text)),
};

function fromNumber(text: string, convert: (value: number) => string): string {
  const value = numberOf(text);
  return Number.isNaN(value) ? text : convert(value);
}

function scaledToNanos(value: number): number {
  const size = Math.abs(value);
  return size < 1e11 ? value * 1e9 : size < 1e14 ? value * 1e6 : size < 1e17 ? value * 1e3 : value;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('');
}

function bytesOfHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Escapes that are none stay as they are. */
function decodedUrl(text: string): string {
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => textOf(bytesOfHex(run.replaceAll('%', ''))));
}

function decodedBase64(text: string): string {
  try {
    return textOf(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  } catch {
    return '';
  }
}
