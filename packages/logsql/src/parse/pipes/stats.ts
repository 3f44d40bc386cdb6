import type { FieldPattern, Pipe } from '../../ast/pipe.ts';
import { type GroupKey, STATS_FUNCTIONS, type StatsFunction, type StatsName } from '../../ast/stats.ts';
import { printStatsFunction } from '../../print/stats.ts';
import { numberOfLiteral } from '../../text/number.ts';
import type { Cursor } from '../cursor.ts';
import { parseCondition, parseCount, parseField, parseFieldPattern, parseParenthesised } from './parts.ts';

const BUCKET_HINT = 'Write a step: _time:5m, _time:month, size:10KB, ip:/24.';
const CALENDAR = /^(?:nanosecond|microsecond|millisecond|second|minute|hour|day|week|month|year)$/;
const TAKE_LIMIT = new Set<string>(['count_uniq', 'count_uniq_hash', 'json_values', 'uniq_values', 'values']);

export function parseStats(cursor: Cursor): Pipe {
  const by = cursor.accept('by') || cursor.is('(') ? parseParenthesised(cursor, parseGroupKey) : [];
  const functions = [parseFunction(cursor)];
  while (cursor.accept(',')) functions.push(parseFunction(cursor));
  return { kind: 'stats', by, functions };
}

function parseGroupKey(cursor: Cursor): GroupKey {
  const field = parseField(cursor);
  if (!cursor.accept(':')) return { field, bucket: '', offset: '' };
  const token = cursor.token;
  const bucket = cursor.value('a step', BUCKET_HINT);
  if (!isBucket(bucket)) cursor.fail(`"${bucket}" is no step`, BUCKET_HINT, token);
  if (!cursor.accept('offset')) return { field, bucket, offset: '' };
  const offsetToken = cursor.token;
  const offset = cursor.value('an offset', 'Write a duration or a number.');
  if (Number.isNaN(numberOfLiteral(offset))) {
    cursor.fail(`"${offset}" is no offset`, 'Write a duration or a number.', offsetToken);
  }
  return { field, bucket, offset };
}

function isBucket(text: string): boolean {
  if (CALENDAR.test(text)) return true;
  const mask = /^\/(\d{1,2})$/.exec(text);
  if (mask !== null) return Number(mask[1]) <= 32;
  const step = numberOfLiteral(text);
  return Number.isFinite(step) && step > 0;
}

function parseFunction(cursor: Cursor): StatsFunction {
  const hint = `Functions are ${STATS_FUNCTIONS.join(', ')}.`;
  const token = cursor.token;
  const name = STATS_FUNCTIONS.find((known) => known === token.text.toLowerCase());
  if (token.kind !== 'word' || name === undefined) cursor.fail('Expected a function of stats', hint);
  cursor.advance();
  const { argument, fields } = parseFunctionFields(cursor, name);
  const limit =
    TAKE_LIMIT.has(name) && cursor.accept('limit') ? parseCount(cursor, 'a number of values') : null;
  const condition = parseCondition(cursor);
  const made = { name, argument, fields, limit, condition, as: '' };
  const named = cursor.accept('as') || !(cursor.atEnd || cursor.is(',', '|', ')'));
  made.as = named ? parseField(cursor) : printStatsFunction(made);
  return made;
}

function parseFunctionFields(cursor: Cursor, name: StatsName): { argument: string; fields: FieldPattern[] } {
  const start = cursor.token;
  if (name === 'quantile') return parseQuantile(cursor);
  const fields = parseParenthesised(cursor, parseFieldPattern);
  if (name === 'row_min' || name === 'row_max') {
    const [first, ...rest] = fields;
    if (first === undefined || first.prefix)
      cursor.fail(`${name} without a field to compare`, `Write ${name}(field).`, start);
    return { argument: first.name, fields: rest };
  }
  if (name === 'histogram' && (fields.length !== 1 || fields[0]!.prefix)) {
    cursor.fail('A histogram of other than one field', 'Write histogram(field).', start);
  }
  if (name === 'rate' && fields.length > 0)
    cursor.fail('rate with fields', 'Write rate(), or rate_sum(field).', start);
  // count(*) is count().
  return { argument: '', fields: fields.some((field) => field.prefix && field.name === '') ? [] : fields };
}

function parseQuantile(cursor: Cursor): { argument: string; fields: FieldPattern[] } {
  const hint = 'Write quantile(0.9, field), the first from 0 to 1.';
  cursor.expect('(', hint);
  const token = cursor.token;
  const argument = cursor.value('a number from 0 to 1', hint);
  const phi = numberOfLiteral(argument);
  if (!(phi >= 0 && phi <= 1)) cursor.fail('Expected a number from 0 to 1', hint, token);
  const fields: FieldPattern[] = [];
  while (cursor.accept(',')) fields.push(parseFieldPattern(cursor));
  cursor.expect(')', hint);
  return { argument, fields: fields.some((field) => field.prefix && field.name === '') ? [] : fields };
}
