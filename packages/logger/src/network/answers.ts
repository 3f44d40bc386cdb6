import type { Refusal } from '../delivery/transport.ts';

/** What the acknowledged lines mode answers; docs/inputs/lines.md tells the protocol. */
export type Answer =
  | { kind: 'welcome'; last: number }
  | { kind: 'ack'; number: number; refused: { count: number; examples: readonly Refusal[] } | undefined }
  | { kind: 'error'; message: string };

/** Longer than any answer of a server. */
const MAX_ANSWER = 256 * 1024;

/** Cuts what a server sends into answers. */
export class AnswerReader {
  #rest = '';

  /** @throws Error for anything that is not an answer */
  push(chunk: string): Answer[] {
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > MAX_ANSWER)
      throw new Error('the server sends what is no answer: is its port the one for lines?');
    return lines.map(readAnswer);
  }
}

function readAnswer(line: string): Answer {
  const answer = parse(line);
  const { logboom } = answer;
  if (logboom === 'welcome' && isNumber(answer.last)) return { kind: 'welcome', last: answer.last };
  if (logboom === 'ack' && isNumber(answer.number))
    return { kind: 'ack', number: answer.number, refused: refusedOf(answer) };
  if (logboom === 'error')
    return { kind: 'error', message: `${String(answer.code)}: ${String(answer.message)}` };
  throw new Error(`the server answers ${JSON.stringify(line.slice(0, 100))}: is its port the one for lines?`);
}

function parse(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** The lines that were refused, as both the lines port and POST /api/v1/logs tell of them. */
export function refusedOf(
  answer: Record<string, unknown>,
): { count: number; examples: readonly Refusal[] } | undefined {
  if (!isNumber(answer.rejected) || answer.rejected === 0) return undefined;
  const errors = Array.isArray(answer.errors) ? answer.errors : [];
  const examples = errors.slice(0, 3).map((error: { line?: unknown; reason?: unknown } | null) => ({
    line: Number(error?.line),
    reason: String(error?.reason).slice(0, 200),
  }));
  return { count: answer.rejected, examples };
}
