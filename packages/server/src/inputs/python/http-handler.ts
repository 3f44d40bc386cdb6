import { LogboomError } from '@logboom/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { peerName } from '../net/address.ts';
import type { Intake } from '../net/http-input.ts';
import { parseLiteral } from './literal.ts';
import { type PickleValue, PythonDict } from './pickle/values.ts';
import { recordOf } from './record.ts';

const HANDLER = {
  summary: "Python's HTTPHandler: a LogRecord in the address (GET) or as a form (POST).",
  answer: 'ok, once it is on disk.',
};

const NUMBERS = new Set(['levelno', 'created', 'msecs', 'relativeCreated', 'lineno', 'thread', 'process']);
const TEXTS = new Set(['name', 'msg', 'message']);

/** `logging.handlers.HTTPHandler`, with `url='/insert/python'`. */
export function httpHandlerRoutes(http: FastifyInstance, intake: Intake): void {
  const receive = async (request: FastifyRequest): Promise<string> => {
    intake.admit(request);
    const form =
      request.method === 'GET' ? queryOf(request.url) : (await intake.wholeBody(request)).toString();
    const batch = intake.batch();
    const draft = batch.draft();
    recordOf(logRecordOf(new URLSearchParams(form)), draft);
    if (draft.host === '') draft.host = peerName(request.ip);
    batch.add();
    await batch.commit();
    return 'ok\n';
  };
  http.get('/insert/python', { config: { describe: HANDLER } }, receive);
  http.post('/insert/python', { config: { describe: HANDLER } }, receive);
}

function queryOf(url: string): string {
  const mark = url.indexOf('?');
  return mark === -1 ? '' : url.slice(mark + 1);
}

/**
 * The dict of the LogRecord, from the texts that `urlencode` made of its values: numbers are read again, `args` and
 * dicts from their `repr`, None from its name.
 *
 * @throws LogboomError LB_RECORD_INVALID when it is no LogRecord
 */
export function logRecordOf(form: Iterable<[string, string]>): PythonDict {
  const record = new PythonDict();
  let hasMessage = false;
  for (const [name, text] of form) {
    hasMessage ||= name === 'msg';
    record.entries.push(name, readValue(name, text));
  }
  if (hasMessage) return record;
  throw new LogboomError('LB_RECORD_INVALID', {
    reason: 'no LogRecord: the field msg is missing. Send it as HTTPHandler does, or JSON to /api/v1/logs',
  });
}

function readValue(name: string, text: string): PickleValue {
  if (TEXTS.has(name)) return text;
  if (text === 'None') return null;
  if (NUMBERS.has(name)) {
    const number = Number(text);
    return Number.isNaN(number) ? text : number;
  }
  return name === 'args' || text.startsWith('{') ? parseLiteral(text) : text;
}
