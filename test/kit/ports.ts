import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';

/** Splits `host:port`. */
export function parseHostPort(address: string): { host: string; port: number } {
  const colon = address.lastIndexOf(':');
  return { host: address.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(address.slice(colon + 1)) };
}

/** A listener on a loopback port of its own, which nobody else can have meanwhile. */
export async function occupyPort(): Promise<{ address: string } & AsyncDisposable> {
  const server: Server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}
