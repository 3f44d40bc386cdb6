import { Client, credentials, Metadata } from '@grpc/grpc-js';
import { encodeMessage } from '../inputs/protobuf/writer.ts';
import type { Probe } from './table.ts';

const PATH = '/opentelemetry.proto.collector.logs.v1.LogsService/Export';
const PATIENCE_MS = 10_000;

/** ExportLogsServiceRequest with one record: resource_logs 1, scope_logs 2, log_records 2, body 5, string_value 1. */
function requestOf(message: string): Buffer {
  const record = encodeMessage([
    [2, 9],
    [5, encodeMessage([[1, message]])],
  ]);
  return encodeMessage([[1, encodeMessage([[2, encodeMessage([[2, record]])]])]]);
}

export const otlpGrpcProbe: Probe = async ({ host, port, token }, message) => {
  const name = host.includes(':') ? `[${host}]` : host;
  const client = new Client(`${name}:${port}`, credentials.createInsecure());
  const metadata = new Metadata();
  if (token !== undefined) metadata.set('authorization', `Bearer ${token}`);
  const same = (bytes: Buffer): Buffer => bytes;
  try {
    await new Promise<void>((resolve, reject) => {
      const options = { deadline: Date.now() + PATIENCE_MS };
      client.makeUnaryRequest(PATH, same, same, requestOf(message), metadata, options, (error) =>
        error === null ? resolve() : reject(error),
      );
    });
  } finally {
    client.close();
  }
};
