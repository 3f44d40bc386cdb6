import { LogboomError } from '@logboom/core';
import { DeliveryHandler, type DeliveryOptions } from '../delivery/delivery-handler.ts';
import { JsonFormatter } from '../formatters/json.ts';
import { type BodyOf, HttpTransport } from './http-transport.ts';

export interface HttpHandlerOptions extends DeliveryOptions {
  /** Where to: `http://127.0.0.1:8888` alone means Logboom's `/api/v1/logs`. */
  url: string | URL;
  /** More headers, for instance `authorization`. */
  headers?: Readonly<Record<string, string>>;
  /** gzip. @default true */
  compress?: boolean;
  /** @default 'application/x-ndjson' */
  contentType?: string;
  /** Makes the body of the lines of a batch. @default one line each */
  body?: BodyOf;
}

/**
 * Sends batches over HTTP, compressed, in order, again until they are taken. Each has an `Idempotency-Key`,
 * with which Logboom stores it once however often it is sent.
 *
 * @example getLogger().addHandler(new HttpHandler({ url: 'http://127.0.0.1:8888' }));
 */
export class HttpHandler extends DeliveryHandler {
  constructor(options: HttpHandlerOptions) {
    const transport = new HttpTransport({
      url: readUrl(options.url),
      headers: options.headers ?? {},
      compress: options.compress ?? true,
      contentType: options.contentType ?? 'application/x-ndjson',
      body: options.body,
      timeout: options.timeout ?? 30_000,
    });
    const sizes = { linger: 250, batchBytes: 524_288, batchRecords: 5_000 };
    super(options, { formatter: new JsonFormatter(), transport, json: true, ...sizes });
  }
}

/** @throws LogboomError LB_CONFIG_INVALID for what is no HTTP address */
export function readUrl(text: string | URL, path = '/api/v1/logs'): URL {
  const url = URL.canParse(String(text)) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    const reason = `${JSON.stringify(text)} is no address: use one like http://127.0.0.1:8888`;
    throw new LogboomError('LB_CONFIG_INVALID', { path: 'url', reason });
  }
  if (url.pathname === '/') url.pathname = path;
  return url;
}
