import { createHash, timingSafeEqual } from 'node:crypto';
import { LogboomError } from '@logboom/core';

/** What of a request can hold a token. */
export interface Credentials {
  headers: Record<string, string | string[] | undefined>;
  query?: unknown;
}

/** Headers whose whole value is a token: Datadog, Seq, Firehose, and what many senders can be told to send. */
const HEADERS = ['dd-api-key', 'x-seq-apikey', 'x-amz-firehose-access-key', 'x-api-key'];
/** Query parameters of Datadog, Seq and Splunk. */
const PARAMETERS = ['dd-api-key', 'api_key', 'apiKey', 'token'];
const SCHEME = /^(\S+) +(.+)$/;

/** The tokens of `auth.tokens`: whoever sends records must know one of them; with none, everyone may. */
export class Tokens {
  readonly #tokens: readonly string[];
  readonly #digests: Buffer[];

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
    this.#digests = tokens.map(digest);
  }

  /** Whether records are taken only with a token. */
  get required(): boolean {
    return this.#digests.length > 0;
  }

  /** Takes the same time whatever the text has in common with a token. */
  has(text: string): boolean {
    const given = digest(text);
    let found = false;
    for (const known of this.#digests) found = timingSafeEqual(known, given) || found;
    return found;
  }

  /** The token that a proof was made with, for protocols that do not send it: `proves` says whether it was this. */
  find(proves: (token: string) => boolean): string | undefined {
    return this.#tokens.find(proves);
  }

  /**
   * Passes a request that has a token in one of the places where the protocols put theirs.
   *
   * @param more what else may be a token: a part of the path
   * @throws LogboomError LB_TOKEN_MISSING, LB_TOKEN_INVALID
   */
  check(credentials: Credentials, more: string[] = []): void {
    if (!this.required) return;
    const candidates = [...candidatesOf(credentials), ...more].filter((text) => text !== '');
    if (candidates.length === 0) throw new LogboomError('LB_TOKEN_MISSING');
    if (!candidates.some((text) => this.has(text))) throw new LogboomError('LB_TOKEN_INVALID');
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function candidatesOf({ headers, query }: Credentials): string[] {
  const found = HEADERS.flatMap((name) => headers[name] ?? []);
  const authorization = headers.authorization;
  if (typeof authorization === 'string') found.push(...fromAuthorization(authorization));
  if (typeof query === 'object' && query !== null) {
    const parameters = query as Record<string, unknown>;
    for (const name of PARAMETERS) {
      const value = parameters[name];
      if (typeof value === 'string') found.push(value);
    }
  }
  return found;
}

/** `Bearer`, `Splunk`, `ApiKey` ... with the token, or `Basic` with it as the password (or as the name alone). */
function fromAuthorization(text: string): string[] {
  const [, scheme, value] = SCHEME.exec(text.trim()) ?? [];
  if (scheme === undefined || value === undefined) return [text.trim()];
  switch (scheme.toLowerCase()) {
    case 'basic':
      return basic(value);
    case 'apikey':
      return apiKey(value);
    case 'aws4-hmac-sha256':
      // The id of the access key is the token: what is signed with its secret stays unread.
      return [/Credential=([^/,]+)\//.exec(value)?.[1] ?? ''];
    default:
      return [value];
  }
}

function basic(value: string): string[] {
  const pair = Buffer.from(value, 'base64').toString();
  const colon = pair.indexOf(':');
  const password = colon === -1 ? '' : pair.slice(colon + 1);
  return [password === '' ? pair.slice(0, colon === -1 ? undefined : colon) : password];
}

/** Elasticsearch's keys are `id:key` in base64. */
function apiKey(value: string): string[] {
  const pair = Buffer.from(value, 'base64').toString();
  const colon = pair.indexOf(':');
  return colon === -1 ? [value] : [value, pair.slice(colon + 1)];
}
