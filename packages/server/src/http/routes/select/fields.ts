import { LogboomError } from '@logboom/core';
import type { FastifyInstance } from 'fastify';
import type { QuerySource } from '../../../query/source.ts';
import { countParameter } from '../../parameters.ts';
import {
  allRows,
  quoteField,
  RANGE,
  type Row,
  readSelectRequest,
  type SelectRequest,
  withPipes,
} from './request.ts';

const VALUES_LIMIT = 1000;
const FACETS_LIMIT = 10;

interface Values {
  values: { value: string; hits: number }[];
}

/** The paths that tell which fields, values and streams there are, as VictoriaLogs has them. */
export function fieldRoutes(http: FastifyInstance, source: QuerySource): void {
  const add = (
    name: string,
    summary: string,
    parameters: Record<string, string>,
    answer: (request: SelectRequest) => Promise<object>,
  ): void => {
    http.route({
      method: ['GET', 'POST'],
      url: `/select/logsql/${name}`,
      config: { describe: { summary, query: { ...RANGE, ...parameters } } },
      handler: async (request, reply) => answer(await readSelectRequest(request, reply, source)),
    });
  };
  const limit = { limit: 'The most values (default 1000).' };

  add('field_names', 'The fields that matching records have, with how many have them.', {}, async (request) =>
    valuesOf(await allRows(source, withPipes(request, 'field_names')), 'name'),
  );
  add(
    'field_values',
    'The values of a field, the most frequent first.',
    { field: 'Its name.', ...limit },
    (request) => topValues(source, request, required(request, 'field')),
  );
  add('streams', 'The streams of matching records, the largest first.', limit, (request) =>
    topValues(source, request, '_stream'),
  );
  add('stream_ids', 'The ids of the streams of matching records.', limit, (request) =>
    topValues(source, request, '_stream_id'),
  );
  add(
    'facets',
    'The most frequent values of each field.',
    {
      limit: 'The most values of a field (default 10).',
      max_values_per_field: 'A field with more values than this is left out (default 1000).',
      max_value_len: 'A field with longer values is left out (default 128).',
      keep_const_fields: '1 keeps fields that have one value only.',
    },
    async (request) => facetsOf(await allRows(source, withPipes(request, facetsPipe(request)))),
  );
}

function required({ parameters }: SelectRequest, name: string): string {
  const value = parameters.get(name);
  if (value !== null && value !== '') return value;
  throw new LogboomError('LB_REQUEST_INVALID', { reason: `The parameter ${name} is missing.` });
}

async function topValues(source: QuerySource, request: SelectRequest, field: string): Promise<Values> {
  const most = countParameter(request.parameters, 'limit') || VALUES_LIMIT;
  const name = quoteField(field);
  const pipes = `stats by (${name}) count() as hits | sort by (hits desc, ${name}) limit ${most}`;
  return valuesOf(await allRows(source, withPipes(request, pipes)), field);
}

function valuesOf(rows: Row[], field: string): Values {
  return {
    values: rows
      .map((row) => ({ value: row[field] ?? '', hits: Number(row.hits) }))
      .sort((a, b) => b.hits - a.hits || (a.value < b.value ? -1 : 1)),
  };
}

function facetsPipe({ parameters }: SelectRequest): string {
  const most = countParameter(parameters, 'limit') || FACETS_LIMIT;
  const values = countParameter(parameters, 'max_values_per_field');
  const length = countParameter(parameters, 'max_value_len');
  return [
    `facets ${most}`,
    values === undefined ? '' : `max_values_per_field ${values}`,
    length === undefined ? '' : `max_value_len ${length}`,
    /^(1|true)$/.test(parameters.get('keep_const_fields') ?? '') ? 'keep_const_fields' : '',
  ].join(' ');
}

function facetsOf(rows: Row[]): object {
  const facets = new Map<string, { field_value: string; hits: number }[]>();
  for (const { field_name = '', field_value = '', hits } of rows) {
    const values = facets.get(field_name) ?? [];
    values.push({ field_value, hits: Number(hits) });
    facets.set(field_name, values);
  }
  return { facets: [...facets].map(([field_name, values]) => ({ field_name, values })) };
}
