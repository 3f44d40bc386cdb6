import { readFileSync } from 'node:fs';
import { LogboomError, reasonOf } from '@logboom/core';
import {
  type Authenticator,
  connect,
  credsAuthenticator,
  type NatsConnection,
  type NodeConnectionOptions,
  tokenAuthenticator,
  usernamePasswordAuthenticator,
} from '@nats-io/transport-node';
import type { InputOptions } from '../input.ts';

const CONNECT_MS = 5_000;

/** @throws LogboomError LB_CONFIG_INVALID */
export function natsAccess(options: InputOptions): NodeConnectionOptions {
  const { url = '', ca = '' } = options;
  const servers = url.split(/[\s,]+/).filter((part) => part !== '');
  const bad = servers.find((server) => !/^(?:nats|tls):\/\//.test(server));
  if (bad !== undefined || servers.length === 0) {
    const reason = `'${bad ?? url}' is no address; write nats://HOST:4222, tls://HOST:4222, or off`;
    throw new LogboomError('LB_CONFIG_INVALID', { path: 'inputs.nats.url', reason });
  }
  const authenticator = authenticatorOf(options);
  const isTls = ca !== '' || servers.some((server) => server.startsWith('tls:'));
  return {
    servers,
    name: 'logboom',
    timeout: CONNECT_MS,
    // Connections are made anew by the source that they belong to, which tells why they ended.
    reconnect: false,
    ...(authenticator === undefined ? {} : { authenticator }),
    ...(isTls ? { tls: ca === '' ? {} : { ca: read('ca', ca).toString() } } : {}),
  };
}

function authenticatorOf(options: InputOptions): Authenticator | undefined {
  const { username = '', password = '', token = '', credentials = '' } = options;
  if (credentials !== '') return credsAuthenticator(read('credentials', credentials));
  if (token !== '') return tokenAuthenticator(token);
  return username === '' ? undefined : usernamePasswordAuthenticator(username, password);
}

function read(key: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const reason = reasonOf(cause);
    throw new LogboomError('LB_CONFIG_INVALID', { path: `inputs.nats.${key}`, reason }, { cause });
  }
}

/**
 * Runs `work` with a connection of its own, which ends with it.
 *
 * @param work gets a promise that is rejected when the connection ends
 */
export async function withNats(
  access: NodeConnectionOptions,
  signal: AbortSignal,
  work: (connection: NatsConnection, failed: Promise<never>) => Promise<void>,
): Promise<void> {
  const connection = await connect(access);
  const { promise: failed, reject } = Promise.withResolvers<never>();
  failed.catch(() => undefined);
  void connection.closed().then((error) => reject(error ?? new Error('the connection ended')));
  const abort = (): void => reject(new Error('stopped'));
  signal.addEventListener('abort', abort);
  try {
    if (signal.aborted) return;
    await work(connection, failed);
  } finally {
    signal.removeEventListener('abort', abort);
    await connection.close().catch(() => undefined);
  }
}
