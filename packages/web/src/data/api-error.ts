import { noteAway, noteReached } from './reach.ts';

/** An answer of the server that is not the one asked for, or no answer at all (`status` 0). */
export class ApiError extends Error {
  readonly status: number;
  /** `LB_...` of the server's catalogue, or empty. */
  readonly code: string;
  /** Where in the query the error is, counted in UTF-16 units, when it is about a query. */
  readonly position: number | undefined;

  constructor(message: string, status: number, code = '', position?: number) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.position = position;
  }
}

/** Reads the error that an answer carries: JSON {code, message, position?}, else its text. */
export async function errorOf(response: Response): Promise<ApiError> {
  const text = await response.text().catch(() => '');
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && 'message' in body) {
      const { message, code, position } = body as { message: unknown; code?: unknown; position?: unknown };
      return new ApiError(
        String(message),
        response.status,
        typeof code === 'string' ? code : '',
        typeof position === 'number' ? position : undefined,
      );
    }
  } catch {
    // Not JSON: a proxy's page, most often.
  }
  const short = text.startsWith('<') ? '' : text.slice(0, 300);
  return new ApiError(
    short || `The server answered ${response.status} ${response.statusText}.`,
    response.status,
  );
}

/** `fetch` that answers with the response or throws an {@link ApiError}; aborts pass through as they are. */
export async function request(
  path: string,
  init: RequestInit = {},
  early?: Promise<Response>,
): Promise<Response> {
  let response: Response;
  try {
    response = await (early ?? fetch(path, init));
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    noteAway();
    throw new ApiError('The server cannot be reached. Check that Logboom is running.', 0);
  }
  noteReached();
  if (!response.ok) throw await errorOf(response);
  return response;
}
