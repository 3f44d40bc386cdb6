import type { AddressInfo } from 'node:net';
import { LogboomError } from '@logboom/core';

export interface Address {
  host: string;
  port: number;
}

/**
 * Reads `HOST:PORT`, `[::1]:PORT`, `:PORT` (all interfaces) or `PORT` (loopback).
 *
 * @throws LogboomError LB_CONFIG_INVALID
 */
export function parseAddress(text: string, path: string): Address {
  const match = /^(?:(\[[^\]]+\]|[^:[\]]*):)?(\d{1,5})$/.exec(text.trim());
  const port = Number(match?.[2]);
  if (match === null || port > 65_535) {
    throw new LogboomError('LB_CONFIG_INVALID', {
      path,
      reason: `'${text}' is no address; write HOST:PORT, for example 127.0.0.1:0, or off`,
    });
  }
  const host = match[1];
  if (host === undefined) return { host: '127.0.0.1', port };
  return { host: host === '' ? '::' : host.replace(/^\[|\]$/g, ''), port };
}

/** Connections that may wait to be accepted: senders come back all at once. The system's own limit holds too. */
export const BACKLOG = 4096;

/** `host:port`, with brackets around IPv6. */
export function formatAddress({ address, port }: Pick<AddressInfo, 'address' | 'port'>): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** The text of a peer's address: IPv4 in IPv6 form is shown as IPv4. */
export function peerName(address: string | undefined): string {
  return address === undefined ? '' : address.replace(/^::ffff:/, '');
}
