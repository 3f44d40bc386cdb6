import { LogboomError } from '@logboom/core';

/** The first line of a client that wants acknowledgements; docs/inputs/lines.md tells the whole protocol. */
export interface Hello {
  logboom: 'hello';
  version: number;
  /** Names the client for good: across its connections and ours restarts. */
  client: string;
}

/** What stands before the lines of each batch. */
export interface BatchLine {
  logboom: 'batch';
  /** Counts up; what is not above the last durable number is acknowledged and not stored again. */
  number: number;
  /** How many lines follow. */
  records: number;
}

const CLIENT_MAX = 200;

/**
 * The hello that a line is; undefined for any other line.
 *
 * @throws LogboomError LB_FRAME_INVALID for a hello that cannot be served
 */
export function readHello(text: string): Hello | undefined {
  if (!text.startsWith('{') || !text.includes('"hello"')) return undefined;
  const hello = parse(text) as Partial<Hello> | undefined;
  if (hello?.logboom !== 'hello' || typeof hello.client !== 'string') return undefined;
  if (hello.version !== 1 || hello.client.length === 0 || hello.client.length > CLIENT_MAX) {
    throw new LogboomError('LB_FRAME_INVALID', {
      reason: `a hello has "version": 1 and a "client" of 1 to ${CLIENT_MAX} characters`,
    });
  }
  return hello as Hello;
}

/** @throws LogboomError LB_FRAME_INVALID when a line is not the beginning of a batch */
export function readBatchLine(text: string): BatchLine {
  const message = parse(text) as Partial<BatchLine> | undefined;
  if (message?.logboom !== 'batch' || !isCount(message.number) || !isCount(message.records)) {
    throw new LogboomError('LB_FRAME_INVALID', {
      reason:
        'after the hello each batch begins with {"logboom":"batch","number":N,"records":K}, both at least 1',
    });
  }
  return message as BatchLine;
}

function parse(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}
