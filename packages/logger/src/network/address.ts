import { connect as connectTcp, type Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { LogboomError } from '@logboom/core';

/** Where a TCP server is. */
export interface StreamAddress {
  /** @default '127.0.0.1' */
  host?: string;
  port: number;
  /** TLS, with the options of `node:tls` where defaults do not do. @default false */
  tls?: boolean | ConnectionOptions;
}

/** @throws LogboomError LB_CONFIG_INVALID for a port that cannot be */
export function checkPort(port: number): number {
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new LogboomError('LB_CONFIG_INVALID', { path: 'port', reason: `${port} is no port: use 1 to 65535` });
}

/** Opens a connection; `onOpen` is called when it can be written to. TLS is loaded when it is first used. */
export function openStream(address: StreamAddress, onOpen: () => void): Socket {
  const { host = '127.0.0.1', port, tls } = address;
  if (tls === undefined || tls === false)
    return connectTcp({ host, port, noDelay: true, keepAlive: true }, onOpen);
  const { connect } = process.getBuiltinModule('node:tls');
  const name = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
  return connect({ host, port, ...name, ...(tls === true ? {} : tls) }, onOpen);
}

/** `tcp 127.0.0.1:5000` */
export function streamTarget({ host = '127.0.0.1', port, tls }: StreamAddress): string {
  return `${tls === undefined || tls === false ? 'tcp' : 'tls'} ${host}:${port}`;
}
