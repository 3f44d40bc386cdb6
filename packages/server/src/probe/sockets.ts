import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, isIPv6 } from 'node:net';
import type { Probe } from './table.ts';

const PATIENCE_MS = 10_000;

/** Sends a frame over a connection of its own and ends it. */
export const tcpProbe =
  (frame: (message: string) => Uint8Array): Probe =>
  async ({ host, port }, message) => {
    const socket = connect({ host, port, signal: AbortSignal.timeout(PATIENCE_MS) });
    try {
      await once(socket, 'connect');
      socket.end(frame(message));
      // What it answers is not of interest, but unread it would keep the connection open.
      socket.resume();
      await once(socket, 'close');
    } finally {
      socket.destroy();
    }
  };

/** Sends a frame as one datagram. */
export const udpProbe =
  (frame: (message: string) => Uint8Array): Probe =>
  async ({ host, port }, message) => {
    const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once('error', reject);
        socket.send(frame(message), port, host, (error) => (error === null ? resolve() : reject(error)));
      });
    } finally {
      socket.close();
    }
  };
