import {
  LOGFMT_PAIR,
  nanosOfDuration,
  type PipeOf,
  SYSLOG_3164,
  SYSLOG_5424,
  SYSLOG_ELEMENT,
  SYSLOG_FACILITIES,
  SYSLOG_LEVELS,
  SYSLOG_PARAMETER,
  WORD_CLASS,
} from '@logboom/logsql';
import type { Context } from '../context.ts';
import { filterCondition } from '../filter/filter.ts';
import { literal } from '../functions.ts';
import type { Relation } from '../relation.ts';
import { lookUp, withField } from '../scope.ts';
import { asText, text } from '../value.ts';
import { unquoted } from './extract.ts';
import { mergeMap, writeFields } from './write.ts';

/** Nested objects are flattened this deep; what lies deeper stays JSON. */
const JSON_DEPTH = 4;

export function applyUnpack(
  relation: Relation,
  pipe: PipeOf<'unpack_json' | 'unpack_logfmt'>,
  context: Context,
): Relation {
  const content = `toString(${asText(lookUp(relation.scope, pipe.from, context.parameters))})`;
  const map = pipe.kind === 'unpack_json' ? jsonMap(content) : logfmtMap(content);
  return mergeMap(relation, map, { ...pipe, prefix: pipe.resultPrefix }, context);
}

function jsonMap(content: string): string {
  let pairs = `arrayMap(p -> (p.1, p.2), JSONExtractKeysAndValuesRaw(${content}))`;
  for (let depth = 1; depth < JSON_DEPTH; depth++) {
    const inner = "arrayMap(q -> (concat(p.1, '.', q.1), q.2), JSONExtractKeysAndValuesRaw(p.2))";
    pairs = `arrayFlatten(arrayMap(p -> if(startsWith(p.2, '{') AND p.2 != '{}', ${inner}, [(p.1, p.2)]), ${pairs}))`;
  }
  const value = `multiIf(startsWith(p.2, '"'), JSONExtractString(p.2), p.2 = 'null', '', p.2)`;
  return `lb_map(arrayMap(p -> (p.1, ${value}), ${pairs}))`;
}

function logfmtMap(content: string): string {
  return `lb_map(arrayMap(g -> (g[1], ${unquoted('g[2]')}), extractAllGroupsVertical(${content}, ${literal(LOGFMT_PAIR)})))`;
}

export function applyUnpackSyslog(
  relation: Relation,
  pipe: PipeOf<'unpack_syslog'>,
  context: Context,
): Relation {
  const content = `toString(${asText(lookUp(relation.scope, pipe.from, context.parameters))})`;
  const [modern, old] = [context.name('s'), context.name('s')];
  const base = relation.wrap([
    `extractGroups(${content}, ${literal(SYSLOG_5424)}) AS ${modern}`,
    `extractGroups(${content}, ${literal(SYSLOG_3164)}) AS ${old}`,
  ]);
  const map = `multiIf(notEmpty(${modern}), ${modernMap(modern)}, notEmpty(${old}), ${oldMap(old, pipe.offset, context)},
    CAST(map(), 'Map(String, String)'))`;
  const rules = {
    fields: [],
    prefix: pipe.resultPrefix,
    condition: pipe.condition,
    keepOriginal: pipe.keepOriginal,
    skipEmpty: true,
  };
  return mergeMap(base, map, rules, context);
}

function priorityPairs(sql: string): string {
  const priority = `toUInt16OrZero(${sql})`;
  const known = (value: string) => `if(${sql} = '', '', ${value})`;
  const pick = (list: readonly string[], index: string) =>
    `arrayElement([${list.map(literal).join(', ')}], ${index} + 1)`;
  return [
    `'priority', ${sql}`,
    `'facility', ${known(`toString(intDiv(${priority}, 8))`)}`,
    `'facility_keyword', ${known(pick(SYSLOG_FACILITIES, `intDiv(${priority}, 8)`))}`,
    `'severity', ${known(`toString(${priority} % 8)`)}`,
    `'level', ${known(pick(SYSLOG_LEVELS, `${priority} % 8`))}`,
  ].join(', ');
}

/** RFC 5424 writes - for what is not known. */
function modernMap(groups: string): string {
  const known = (index: number) => `if(${groups}[${index}] = '-', '', ${groups}[${index}])`;
  const fields = ['timestamp', 'hostname', 'app_name', 'proc_id', 'msg_id'].map(
    (name, index) => `'${name}', ${known(index + 2)}`,
  );
  const parameter = `replaceRegexpAll(q[2], '\\\\\\\\(["\\\\\\\\\\\\]])', '\\\\1')`;
  const elements = `arrayFlatten(arrayMap(e -> arrayMap(q -> (concat(e[1], '.', q[1]), ${parameter}),
    extractAllGroupsVertical(e[2], ${literal(SYSLOG_PARAMETER)})), extractAllGroupsVertical(${groups}[7], ${literal(SYSLOG_ELEMENT)})))`;
  return `mapUpdate(map('format', 'rfc5424', ${priorityPairs(`${groups}[1]`)}, ${fields.join(', ')}, 'message', ${groups}[8]), lb_map(${elements}))`;
}

/** RFC 3164 has no year: it is the latest in which the time is not in the future. */
function oldMap(groups: string, offset: string, context: Context): string {
  const now = `fromUnixTimestamp64Nano(${context.parameters.nanos(context.now)}, 'UTC')`;
  const shift = context.parameters.nanos(offset === '' ? 0n : nanosOfDuration(offset)!);
  const inYear = (year: string) =>
    `parseDateTime64BestEffortOrNull(concat(${groups}[2], ' ', toString(${year})), 9, 'UTC')`;
  const thisYear = inYear(`toYear(${now})`);
  const chosen = `if(ifNull(${thisYear} > ${now} + INTERVAL 1 DAY, 1), ${inYear(`toYear(${now}) - 1`)}, ${thisYear})`;
  const timestamp = `ifNull(lb_time(fromUnixTimestamp64Nano(toUnixTimestamp64Nano(${chosen}) - ${shift}, 'UTC')), '')`;
  return `map('format', 'rfc3164', ${priorityPairs(`${groups}[1]`)}, 'timestamp', ${timestamp}, 'hostname', ${groups}[3],
    'app_name', ${groups}[4], 'proc_id', ${groups}[5], 'message', ${groups}[6])`;
}

export function applyUnpackWords(
  relation: Relation,
  pipe: PipeOf<'unpack_words'>,
  context: Context,
): Relation {
  const content = `toString(${asText(lookUp(relation.scope, pipe.from, context.parameters))})`;
  const words = `extractAll(${content}, ${literal(`[${WORD_CLASS}]+`)})`;
  const list = pipe.dropDuplicates ? `arrayDistinct(${words})` : words;
  return writeFields(relation, [[pipe.as, text(`toJSONString(${list})`)]], {}, context);
}

/** A row for each element of JSON arrays; shorter ones are filled with empty values. */
export function applyUnroll(relation: Relation, pipe: PipeOf<'unroll'>, context: Context): Relation {
  const { parameters } = context;
  const lists = pipe.by.map(() => context.name('l'));
  const when = pipe.condition === null ? '1' : filterCondition(pipe.condition, relation.scope, context);
  const extras = pipe.by.map((field, index) => {
    const content = `toString(${asText(lookUp(relation.scope, field, parameters))})`;
    return `arrayMap(v -> multiIf(startsWith(v, '"'), JSONExtractString(v), v = 'null', '', v), JSONExtractArrayRaw(${content})) AS ${lists[index]}`;
  });
  const flag = context.name('u');
  const base = relation.wrap([...extras, `(${when}) AS ${flag}`]);
  const place = context.name('i');
  const longest = `arrayMax([1, ${lists.map((list) => `length(${list})`).join(', ')}])`;
  // Place 0 stands for a row that stays as it is.
  const rows = base.wrap([
    ...lists,
    flag,
    `arrayJoin(if(${flag}, range(1, ${longest} + 1), [0])) AS ${place}`,
  ]);
  let { scope } = rows;
  for (const [index, field] of pipe.by.entries()) {
    const old = asText(lookUp(rows.scope, field, parameters));
    scope = withField(scope, field, text(`if(${place} = 0, toString(${old}), ${lists[index]}[${place}])`));
  }
  return rows.withScope(scope).wrap();
}
