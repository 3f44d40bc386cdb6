/** Something to paste. */
export interface Snippet {
  name: string;
  text: string;
}

/** Where a listener is reached by whoever asks, and what a sender must show. */
export interface Reach {
  /** `host:port`; of an outward source its URL without secrets, a blank, and what is read. */
  address: string;
  host: string;
  port: string;
  /** `http://host:port` of the HTTP server. */
  origin: string;
  /** `TOKEN`, to be replaced by one of `auth.tokens`; undefined where everyone may send. */
  token: string | undefined;
}

/**
 * What to paste for an input: by the part of the configuration key (`tcp`, `lists`) of a listener or source, `paths`
 * for the paths on the HTTP server. The first of each sends one record and works in any shell.
 */
export type Snippets = Record<string, (reach: Reach) => Snippet[]>;

export interface CurlOptions {
  /** What is posted; else what standard input brings. */
  data?: string;
  headers?: string[];
  /** The header that holds the token, up to it. @default 'Authorization: Bearer ' */
  token?: string;
}

/** A line with curl that posts to a path of the HTTP server. */
export function curl({ origin, token }: Reach, path: string, options: CurlOptions = {}): string {
  const { data, headers = [], token: prefix = 'Authorization: Bearer ' } = options;
  const all = token === undefined ? headers : [...headers, `${prefix}${token}`];
  const shown = all.map((header) => ` -H '${header}'`).join('');
  return `curl ${origin}${path}${shown} ${data === undefined ? '--data-binary @-' : `-d '${data}'`}`;
}

/** The parts of `host:port`, without the brackets around IPv6. */
export function reachOf(address: string, origin: string, token: string | undefined): Reach {
  const colon = address.lastIndexOf(':');
  const host = address.slice(0, colon).replace(/^\[|\]$/g, '');
  return { address, host, port: address.slice(colon + 1), origin, token };
}
