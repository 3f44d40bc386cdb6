import { LogboomError } from '@logboom/core';
import { encodeMessage, type Field } from '../protobuf/writer.ts';
import type { Report } from '../report.ts';

/** Codes of gRPC (grpc.github.io/grpc/core/md_doc_statuscodes.html), which OTLP over HTTP uses in its errors too. */
const INVALID_ARGUMENT = 3;
const RESOURCE_EXHAUSTED = 8;
const INTERNAL = 13;
const UNAVAILABLE = 14;
const UNAUTHENTICATED = 16;

/** What was refused of a request, as the field `rejected...` of a signal's partial_success is called. */
export type RejectedName = 'rejectedLogRecords' | 'rejectedSpans';

/** Export...ServiceResponse in Protocol Buffers: empty when everything was accepted. */
export function encodeAnswer(report: Report): Buffer {
  if (report.rejected === 0) return Buffer.alloc(0);
  return encodeMessage([
    [
      1,
      encodeMessage([
        [1, report.rejected],
        [2, problemOf(report)],
      ]),
    ],
  ]);
}

/** The same in JSON. */
export function jsonAnswer(report: Report, name: RejectedName): object {
  if (report.rejected === 0) return {};
  return { partialSuccess: { [name]: String(report.rejected), errorMessage: problemOf(report) } };
}

function problemOf({ errors }: Report): string {
  const { line, reason } = errors[0]!;
  return `record ${line}: ${reason}`;
}

/** google.rpc.Status. */
export interface Status {
  code: number;
  message: string;
  /** After how many seconds the sender may try again. */
  retryAfter?: number;
}

export function statusOf(error: LogboomError): Status {
  const { message } = error;
  const retryAfter = Number(/in (\d+) seconds/.exec(message)?.[1] ?? 1);
  switch (error.code) {
    case 'LB_MEMORY_HIGH':
      return { code: RESOURCE_EXHAUSTED, message, retryAfter };
    case 'LB_TOKEN_MISSING':
    case 'LB_TOKEN_INVALID':
      return { code: UNAUTHENTICATED, message };
    case 'LB_BATCH_TOO_LARGE':
      return { code: INVALID_ARGUMENT, message };
    default:
      if (error.status === 503) return { code: UNAVAILABLE, message, retryAfter };
      return { code: error.status < 500 ? INVALID_ARGUMENT : INTERNAL, message };
  }
}

/** google.rpc.Status in Protocol Buffers, with RetryInfo where the sender may try again. */
export function encodeStatus({ code, message, retryAfter }: Status): Buffer {
  const fields: Field[] = [
    [1, code],
    [2, message],
  ];
  if (retryAfter !== undefined) {
    const delay = encodeMessage([[1, retryAfter]]);
    fields.push([
      3,
      encodeMessage([
        [1, 'type.googleapis.com/google.rpc.RetryInfo'],
        [2, encodeMessage([[1, delay]])],
      ]),
    ]);
  }
  return encodeMessage(fields);
}

/** Any error as one of ours: what the decoder did not expect is our fault. */
export function known(error: unknown): LogboomError {
  return LogboomError.is(error)
    ? error
    : new LogboomError('LB_INTERNAL', { reason: String(error) }, { cause: error });
}
