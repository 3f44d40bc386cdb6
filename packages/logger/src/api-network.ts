/** What only Node has: handlers that send, store and encrypt, and the context of asynchronous calls. */

export { currentSpan, Span, startSpan, startTrace, type TraceOptions, traceHeaders } from './context/span.ts';
export { addContext, contextFields, installContext, withContext } from './context/store.ts';
export { formatTraceparent, parseTraceparent, type TraceParent } from './context/traceparent.ts';
export {
  type DatabaseAdapter,
  type MysqlClient,
  mysqlAdapter,
  type PostgresClient,
  postgresAdapter,
  type SqliteDatabase,
  sqliteAdapter,
} from './database/adapters.ts';
export { DatabaseHandler, type DatabaseHandlerOptions } from './database/handler.ts';
export type { DatabaseRow } from './database/row.ts';
export type { BackoffOptions } from './delivery/backoff.ts';
export { type Batch, linesOf } from './delivery/batch.ts';
export {
  type DeliveryDefaults,
  DeliveryHandler,
  type DeliveryOptions,
  type DeliveryStats,
} from './delivery/delivery-handler.ts';
export { type DeliverBatch, PromiseTransport } from './delivery/promise-transport.ts';
export type { Connection, ConnectionEvents, Refusal, Transport } from './delivery/transport.ts';
export {
  createEncryptor,
  type DecryptionKey,
  type Decryptor,
  type EncryptionKey,
  type Encryptor,
  KeyRing,
} from './encryption/cipher.ts';
export { type DecryptedLine, decryptLine } from './encryption/decrypt-line.ts';
export { EncryptedFormatter, type EncryptedFormatterOptions } from './encryption/encrypted-formatter.ts';
export { FernetKey, generateFernetKey } from './encryption/fernet.ts';
export { generateSealingKeys, OpeningKey, SealingKey } from './encryption/sealed.ts';
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
export {
  QueueHandler,
  type QueueHandlerOptions,
  type QueuePolicy,
  type QueueStats,
} from './queue/queue-handler.ts';
export { WorkerHandler, type WorkerHandlerOptions } from './queue/worker-handler.ts';
export { appendToFile, type WorkerTask, type WriteLines } from './queue/worker-tasks.ts';
export { CARD, CREDENTIAL, EMAIL, type Pattern, TOKEN } from './redaction/patterns.ts';
export { type RedactionOptions, Redactor } from './redaction/redactor.ts';
export { PythonRedisFormatter } from './redis/formatter.ts';
export { type RedisClient, RedisHandler, type RedisHandlerOptions } from './redis/handler.ts';
export {
  Syslog3164Formatter,
  Syslog5424Formatter,
  type SyslogFormatterOptions,
} from './syslog/formatters.ts';
export { SyslogHandler, type SyslogHandlerOptions } from './syslog/handler.ts';
export type { Facility } from './syslog/priority.ts';
