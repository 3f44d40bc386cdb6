import type { Draft } from '@logboom/core';
import type { MsgHdrs } from '@nats-io/transport-node';
import { readText } from '../net/text.ts';
import { PayloadReader } from '../outward/text.ts';

export interface NatsMessage {
  subject: string;
  data: Uint8Array;
  headers?: MsgHdrs | undefined;
}

const TRACEPARENT = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-/;

/** Fills drafts from NATS messages: the payload as any queue's, the subject and headers as attributes. */
export class NatsRecords {
  readonly #payloads = new PayloadReader();

  fill({ subject, data, headers }: NatsMessage, draft: Draft): void {
    this.#payloads.fill(readText(Buffer.from(data.buffer, data.byteOffset, data.length)), draft);
    if (draft.service === '') draft.service = subject;
    draft.attribute('nats.subject', subject);
    for (const name of headers?.keys() ?? []) fillHeader(name, headers!.values(name).join(', '), draft);
  }
}

function fillHeader(name: string, value: string, draft: Draft): void {
  const trace =
    name.toLowerCase() === 'traceparent' && draft.trace_id === '' ? TRACEPARENT.exec(value) : null;
  if (trace === null) return draft.attribute(`nats.header.${name}`, value);
  draft.trace_id = trace[1]!;
  draft.span_id = trace[2]!;
}
