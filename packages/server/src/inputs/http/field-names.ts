import { claimText, claimTime, type Draft } from '@logboom/core';
import type { FastifyRequest } from 'fastify';

/** Which fields of its records a sender names: VictoriaLogs' parameters of ingestion. */
export interface FieldNames {
  time: string[];
  message: string[];
  stream: string[];
  /** Left out; a name may end with `*`. */
  ignore: string[];
  /** Names and values in turn, given to every record. */
  extra: string[];
}

/** Parameter → header of the same meaning. */
const HEADERS = {
  _time_field: 'vl-time-field',
  _msg_field: 'vl-msg-field',
  _stream_fields: 'vl-stream-fields',
  ignore_fields: 'vl-ignore-fields',
  extra_fields: 'vl-extra-fields',
} as const;
type Parameter = keyof typeof HEADERS;

/** What the parameters of the address mean, for the description of the API. */
export const FIELD_PARAMETERS: Record<Parameter, string> = {
  _time_field: 'The fields that may hold the time, with commas between them.',
  _msg_field: 'The fields that may hold the message, the first that is there counts.',
  _stream_fields: 'The fields that name the stream: the first that is there becomes the service.',
  ignore_fields: 'Fields to leave out; a name may end with *.',
  extra_fields: 'name=value pairs for every record, with commas between them.',
};

/** The names that a request gives, in its address or its headers; undefined when it gives none. */
export function fieldNames({ query, headers }: FastifyRequest): FieldNames | undefined {
  const parameters = query as Record<string, unknown>;
  const list = (name: Parameter): string[] => {
    const value = parameters[name] ?? headers[HEADERS[name]];
    return [value ?? []].flat().flatMap((text) => String(text).split(',').filter(Boolean));
  };
  const names: FieldNames = {
    time: list('_time_field'),
    message: list('_msg_field'),
    stream: list('_stream_fields'),
    ignore: list('ignore_fields'),
    extra: list('extra_fields').flatMap((pair) => {
      const equals = pair.indexOf('=');
      return equals < 1 ? [] : [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  };
  return Object.values(names).some(({ length }) => length > 0) ? names : undefined;
}

/** Puts the fields of a record where its sender wants them. */
export function applyFieldNames(names: FieldNames, draft: Draft): void {
  for (const name of names.time) {
    const text = draft.take(name);
    if (text === undefined) continue;
    if (claimTime(name, text, draft)) break;
    draft.attribute(name, text);
  }
  for (const name of names.message) {
    const text = draft.take(name);
    if (text === undefined) continue;
    claimText('message', name, text, draft);
    break;
  }
  if (names.ignore.length > 0) ignore(names.ignore, draft.attributes);
  addExtra(names.extra, draft);
  if (draft.service !== '') return;
  draft.service = names.stream.map((name) => attributeOf(name, draft)).find((text) => text !== '') ?? '';
}

function addExtra(extra: readonly string[], draft: Draft): void {
  for (let i = 0; i < extra.length; i += 2) {
    const name = extra[i]!;
    const value = extra[i + 1]!;
    if (name === 'service' || name === 'host' || name === 'logger') claimText(name, name, value, draft);
    else {
      draft.mayRepeat = true;
      draft.attribute(name, value);
    }
  }
}

function attributeOf(name: string, { attributes }: Draft): string {
  for (let i = 0; i < attributes.length; i += 2) if (attributes[i] === name) return attributes[i + 1]!;
  return '';
}

function ignore(names: readonly string[], attributes: string[]): void {
  const isIgnored = (name: string): boolean =>
    names.some((each) => (each.endsWith('*') ? name.startsWith(each.slice(0, -1)) : name === each));
  for (let i = attributes.length - 2; i >= 0; i -= 2) if (isIgnored(attributes[i]!)) attributes.splice(i, 2);
}
