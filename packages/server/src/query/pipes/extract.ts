import { extractionOf, groupsOf, type PatternStep, type PipeOf, parseFormatPattern } from '@logboom/logsql';
import type { Context } from '../context.ts';
import { enginePattern } from '../filter/phrase.ts';
import type { Relation } from '../relation.ts';
import { lookUp, type Scope } from '../scope.ts';
import { asNumber, asText, text, type Value } from '../value.ts';
import { writeFields } from './write.ts';

export function applyExtract(
  relation: Relation,
  pipe: PipeOf<'extract' | 'extract_regexp'>,
  context: Context,
): Relation {
  const { parameters } = context;
  const { regexp, fields } =
    pipe.kind === 'extract'
      ? extractionOf(pipe.pattern)
      : {
          regexp: pipe.pattern,
          fields: groupsOf(pipe.pattern).map((group) => ({ ...group, quotedGroup: 0 })),
        };
  const column = context.name('e');
  const content = asText(lookUp(relation.scope, pipe.from, parameters));
  const base = relation.wrap([
    `extractGroups(${content}, ${parameters.text(enginePattern(regexp))}) AS ${column}`,
  ]);
  const written = fields.map(({ name, group, quotedGroup }) => {
    const [bare, quoted] = [`${column}[${group}]`, `${column}[${quotedGroup}]`];
    return [
      name,
      text(quotedGroup === 0 ? bare : `if(${quoted} = '', ${bare}, ${unquoted(quoted)})`),
    ] as const;
  });
  return writeFields(base, written, { condition: pipe.condition, rules: pipe }, context);
}

/** A text without the quotes around it, if it has any; what cannot be read in them is empty. */
export function unquoted(sql: string): string {
  return `multiIf(startsWith(${sql}, '"') AND endsWith(${sql}, '"') AND length(${sql}) > 1, JSONExtractString(${sql}),
    startsWith(${sql}, '\`') AND endsWith(${sql}, '\`') AND length(${sql}) > 1, substring(${sql}, 2, length(${sql}) - 2), ${sql})`;
}

export function applyFormat(relation: Relation, pipe: PipeOf<'format'>, context: Context): Relation {
  const { steps, tail } = parseFormatPattern(pipe.pattern);
  const parts = steps.flatMap((step) => [
    context.parameters.text(step.text),
    `toString(${formatted(step, relation.scope, context)})`,
  ]);
  const value = text(`concat(${[...parts, context.parameters.text(tail), "''"].join(', ')})`);
  return writeFields(relation, [[pipe.as, value]], { condition: pipe.condition, rules: pipe }, context);
}

function formatted({ field, option }: PatternStep, scope: Scope, context: Context): string {
  if (field === '') return "''";
  const value = lookUp(scope, field, context.parameters);
  const convert = FORMATS[option];
  return convert === undefined ? asText(value) : convert(value);
}

/** A number's text where the value is one, else the value itself. */
function fromNumber(value: Value, convert: (sql: string) => string): string {
  const sql = asNumber(value);
  return `if(isNull(${sql}), toString(${asText(value)}), ${convert(`assumeNotNull(${sql})`)})`;
}

const FORMATS: Record<string, (value: Value) => string> = {
  q: (value) => `toJSONString(toString(${asText(value)}))`,
  uc: (value) => `upperUTF8(${asText(value)})`,
  lc: (value) => `lowerUTF8(${asText(value)})`,
  urlencode: (value) => `encodeURLComponent(${asText(value)})`,
  urldecode: (value) => `decodeURLComponent(replaceAll(${asText(value)}, '+', ' '))`,
  hexencode: (value) => `hex(toString(${asText(value)}))`,
  hexdecode: (value) => decoded(value, '^(?:[0-9a-fA-F]{2})*$', (sql) => `unhex(${sql})`),
  base64encode: (value) => `base64Encode(toString(${asText(value)}))`,
  base64decode: (value) => `tryBase64Decode(toString(${asText(value)}))`,
  hexnumencode: (value) =>
    decoded(value, '^[0-9]{1,19}$', (sql) => `leftPad(hex(toUInt64OrZero(${sql})), 16, '0')`),
  hexnumdecode: (value) =>
    decoded(
      value,
      '^[0-9a-fA-F]{1,16}$',
      (sql) => `toString(reinterpretAsUInt64(reverse(unhex(leftPad(${sql}, 16, '0')))))`,
    ),
  time: (value) =>
    fromNumber(value, (sql) => `lb_time(fromUnixTimestamp64Nano(toInt64(${scaledToNanos(sql)}), 'UTC'))`),
  duration: (value) => fromNumber(value, (sql) => `lb_format_duration(${sql})`),
  duration_seconds: (value) => fromNumber(value, (sql) => `lb_text(${sql} / 1e9)`),
  ipv4: (value) =>
    fromNumber(
      value,
      (sql) =>
        `if(${sql} BETWEEN 0 AND 4294967295, IPv4NumToString(toUInt32(${sql})), toString(${asText(value)}))`,
    ),
};

/** A conversion where a pattern holds; other values stay. */
function decoded(value: Value, pattern: string, convert: (sql: string) => string): string {
  const content = `toString(${asText(value)})`;
  return `if(match(${content}, '${pattern}'), ${convert(content)}, ${content})`;
}

/** Seconds, milliseconds, microseconds or nanoseconds, as the size tells. */
function scaledToNanos(sql: string): string {
  return `multiIf(abs(${sql}) < 1e11, ${sql} * 1e9, abs(${sql}) < 1e14, ${sql} * 1e6, abs(${sql}) < 1e17, ${sql} * 1e3, ${sql})`;
}
