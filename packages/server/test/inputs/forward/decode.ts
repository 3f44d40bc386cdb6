import { Draft, formatInstant } from '@logboom/core';
import { Entries } from '../../../src/inputs/forward/entries.ts';
import { readMessage } from '../../../src/inputs/forward/message.ts';
import { ForwardRecords } from '../../../src/inputs/forward/record.ts';

export const LIMITS = { bytes: 1024 * 1024, depth: 64 };

export interface Read {
  time: string | undefined;
  severity: number;
  service: string;
  host: string;
  message: string;
  attributes: Record<string, string>;
}

/** The records of a message that is not compressed; those that were refused go to `refuse`. */
export function readRecords(bytes: Buffer, refuse: (error: unknown) => void): Read[] {
  const message = readMessage(bytes, LIMITS);
  const entries = new Entries(message, LIMITS);
  const records = new ForwardRecords(message.tag);
  const draft = new Draft();
  const found: Read[] = [];
  entries.take(
    Number.POSITIVE_INFINITY,
    (time, record) => {
      if (records.fill(time, record, draft.reset())) found.push(read(draft));
    },
    refuse,
  );
  return found;
}

function read(draft: Draft): Read {
  if (draft.mayRepeat) draft.dropRepeats();
  const attributes: Record<string, string> = {};
  for (let i = 0; i < draft.attributes.length; i += 2)
    attributes[draft.attributes[i]!] = draft.attributes[i + 1]!;
  const { severity, service, host, message } = draft;
  return {
    time: Number.isNaN(draft.ms) ? undefined : formatInstant(draft.ms, draft.ns),
    ...{ severity, service, host, message, attributes },
  };
}
