import { type Batch, linesOf } from '../delivery/batch.ts';
import { DeliveryHandler, type DeliveryOptions } from '../delivery/delivery-handler.ts';
import type { Transport } from '../delivery/transport.ts';
import { checkPort, type StreamAddress } from '../network/address.ts';
import { DatagramTransport } from '../network/datagram-transport.ts';
import { StreamTransport } from '../network/stream-transport.ts';
import { Syslog3164Formatter, Syslog5424Formatter, type SyslogFormatterOptions } from './formatters.ts';

export interface SyslogHandlerOptions
  extends DeliveryOptions,
    Omit<StreamAddress, 'port'>,
    Omit<SyslogFormatterOptions, 'host'> {
  /** @default 514; 6514 over TLS */
  port?: number;
  /** @default 'udp', and TLS if `tls` is set */
  protocol?: 'udp' | 'tcp';
  /** @default 5424 */
  format?: 5424 | 3164;
  /** How messages are told apart on a stream (RFC 6587). @default 'newline'; 'octet' over TLS (RFC 5425) */
  framing?: 'newline' | 'octet';
  /** What the messages name as their host. @default this host's name */
  hostname?: string;
  /** See {@link TcpHandlerOptions.settle}. @default 1000 over streams, 100 over UDP */
  settle?: number;
}

/**
 * Sends to a syslog server. Syslog does not answer: at least once over TCP and TLS, what arrives over UDP.
 *
 * @example getLogger().addHandler(new SyslogHandler({ host: 'logs.example', port: 6514, tls: true }));
 */
export class SyslogHandler extends DeliveryHandler {
  constructor(options: SyslogHandlerOptions = {}) {
    const { format = 5424, hostname, app, facility } = options;
    const parts: SyslogFormatterOptions = {
      ...(hostname === undefined ? {} : { host: hostname }),
      ...(app === undefined ? {} : { app }),
      ...(facility === undefined ? {} : { facility }),
    };
    const formatter = format === 3164 ? new Syslog3164Formatter(parts) : new Syslog5424Formatter(parts);
    super(options, { formatter, transport: transportOf(options), json: false, batchRecords: 100 });
  }
}

function transportOf(options: SyslogHandlerOptions): Transport {
  const { tls, protocol = 'udp', settle } = options;
  const secure = tls !== undefined && tls !== false;
  const address = { ...options, port: checkPort(options.port ?? (secure ? 6514 : 514)) };
  if (!secure && protocol === 'udp') return new DatagramTransport(address, settle ?? 100);
  const framing = options.framing ?? (secure ? 'octet' : 'newline');
  return new StreamTransport(address, {
    settle: settle ?? 1_000,
    ...(framing === 'octet' ? { framing: octetCounted } : {}),
  });
}

function octetCounted(batch: Batch): Buffer {
  return Buffer.from(
    linesOf(batch)
      .map((line) => `${Buffer.byteLength(line)} ${line}`)
      .join(''),
  );
}
