/** What the server answered instead of a result. */
export class ClientError extends Error {
  /** A code of the server's catalogue (`LB_...`), or `HTTP_<status>` from something that is no Logboom. */
  readonly code: string;
  readonly status: number;
  /** Where in the query the mistake is, from 0. */
  readonly position: number | undefined;

  constructor(status: number, body: string) {
    const answer = parse(body);
    super(answer.message ?? `The server answered ${status}: ${body.slice(0, 200)}`);
    this.name = 'ClientError';
    this.status = status;
    this.code = answer.code ?? `HTTP_${status}`;
    this.position = answer.position;
  }
}

function parse(body: string): { code?: string; message?: string; position?: number } {
  try {
    return JSON.parse(body) as object;
  } catch {
    return {};
  }
}
