import { DeliveryHandler, type DeliveryOptions } from '../delivery/delivery-handler.ts';
import { JsonFormatter } from '../formatters/json.ts';
import { checkPort, type StreamAddress } from './address.ts';
import { LogboomTransport } from './logboom-transport.ts';

export interface LogboomHandlerOptions extends DeliveryOptions, StreamAddress {}

/**
 * Sends to Logboom's lines port (5000) in its acknowledged mode: every record arrives once and in order,
 * also when the server or this application is killed. While the server is away records wait in a file.
 *
 * @example getLogger().addHandler(new LogboomHandler({ port: 5000, spool: '/var/lib/shop/spool' }));
 */
export class LogboomHandler extends DeliveryHandler {
  constructor(options: LogboomHandlerOptions) {
    checkPort(options.port);
    const transport = new LogboomTransport(options);
    super(options, { formatter: new JsonFormatter(), transport, json: true });
  }
}
