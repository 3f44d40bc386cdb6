import { DeliveryHandler, type DeliveryOptions } from '../delivery/delivery-handler.ts';
import { JsonFormatter } from '../formatters/json.ts';
import { checkPort, type StreamAddress } from './address.ts';
import { type DatagramAddress, DatagramTransport } from './datagram-transport.ts';
import { StreamTransport } from './stream-transport.ts';

export interface TcpHandlerOptions extends DeliveryOptions, StreamAddress {
  /** Milliseconds after which what was written counts as arrived, if the connection still stands. @default 1000 */
  settle?: number;
}

/**
 * Sends lines to any TCP server. Such a server does not answer, so records that were written shortly before a
 * connection broke are sent again: at least once. For Logboom use {@link LogboomHandler}: exactly once.
 *
 * @example getLogger().addHandler(new TcpHandler({ host: 'logs.example', port: 9000 }));
 */
export class TcpHandler extends DeliveryHandler {
  constructor(options: TcpHandlerOptions) {
    checkPort(options.port);
    const transport = new StreamTransport(options, { settle: options.settle ?? 1_000 });
    super(options, { formatter: new JsonFormatter(), transport, json: false });
  }
}

export interface UdpHandlerOptions extends DeliveryOptions, DatagramAddress {
  /** Milliseconds in which a host may say that nobody listens. @default 100 */
  settle?: number;
}

/**
 * Sends each line as a datagram. When the host says that nobody listens, records wait in the spool; what
 * the network loses is lost.
 *
 * @example getLogger().addHandler(new UdpHandler({ port: 9999 }));
 */
export class UdpHandler extends DeliveryHandler {
  constructor(options: UdpHandlerOptions) {
    checkPort(options.port);
    const transport = new DatagramTransport(options, options.settle ?? 100);
    super(options, { formatter: new JsonFormatter(), transport, json: false, batchRecords: 100 });
  }
}
