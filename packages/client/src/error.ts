/** What the server answered instead of a result. */
export class ClientError extends Error {
  /** A code of the server's catalogue (`LB_...`), or `HTTP_<status>` from something that is no Logboom. */
  readonly code: string;
  readonly status: number;
  /** Where in the query the mistake is, from 0. */
  readonly position: number | undefined;
  /** When the server wants to be asked again, in seconds. */
  readonly retryAfter: number | undefined;

  constructor(status: number, body: string, retryAfter: string | null = null) {
    const answer = parse(body);
    super(answer.message ?? `The server answered ${status}: ${body.slice(0, 200)}`);
    this.name = 'ClientError';
    this.status = status;
    this.code = answer.code ?? `HTTP_${status}`;
    this.position = answer.position;
    this.retryAfter = /^\d+$/.test(retryAfter ?? '') ? Number(retryAfter) : undefined;
  }

  /** Whether the same request may be answered later: the server is busy, starting or stopping. */
  get isPassing(): boolean {
    return PASSING.has(this.status);
  }
}

/** The batch is still being written; too many; a proxy's troubles; not now. */
const PASSING: ReadonlySet<number> = new Set([409, 429, 502, 503, 504]);

function parse(body: string): { code?: string; message?: string; position?: number } {
  try {
    return JSON.parse(body) as object;
  } catch {
    return {};
  }
}
