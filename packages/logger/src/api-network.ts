/** What only Node has: handlers that send, store and encrypt, and the context of asynchronous calls. */
export type { BackoffOptions } from './delivery/backoff.ts';
export { type Batch, linesOf } from './delivery/batch.ts';
export {
  type DeliveryDefaults,
  DeliveryHandler,
  type DeliveryOptions,
  type DeliveryStats,
} from './delivery/delivery-handler.ts';
export type { Connection, ConnectionEvents, Refusal, Transport } from './delivery/transport.ts';
export type { StreamAddress } from './network/address.ts';
export { HttpHandler, type HttpHandlerOptions } from './network/http-handler.ts';
export type { BodyOf } from './network/http-transport.ts';
export { LogboomHandler, type LogboomHandlerOptions } from './network/logboom-handler.ts';
export {
  TcpHandler,
  type TcpHandlerOptions,
  UdpHandler,
  type UdpHandlerOptions,
} from './network/socket-handlers.ts';
