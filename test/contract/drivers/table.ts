import type { Driver } from './driver.ts';
import { forwardAcknowledged, forwardCompressed, forwardMessages } from './forward.ts';
import { gelfDatagram, gelfHttp, gelfSocket } from './gelf.ts';
import { httpArray, httpJsonline, httpNative } from './http.ts';
import {
  clefLines,
  cloudwatch,
  datadogLogs,
  elasticsearchBulk,
  firehose,
  journaldUpload,
  lokiJson,
  lokiProtobuf,
  otlpJson,
  otlpProtobuf,
  splunkEvents,
} from './http-protocols.ts';
import { linesAcknowledged, linesPlain } from './lines.ts';
import { otlpGrpc } from './otlp-grpc.ts';
import { pythonDatagram, pythonHttp, pythonSocket } from './python.ts';
import { syslogCounted, syslogDatagram, syslogLines } from './syslog.ts';

/** Every way in. An input of the server's table without a line here fails the contract. */
export const DRIVERS: readonly Driver[] = [
  httpNative,
  httpArray,
  httpJsonline,
  otlpJson,
  otlpProtobuf,
  otlpGrpc,
  lokiJson,
  lokiProtobuf,
  elasticsearchBulk,
  splunkEvents,
  clefLines,
  datadogLogs,
  journaldUpload,
  firehose,
  cloudwatch,
  pythonHttp,
  linesPlain,
  linesAcknowledged,
  pythonSocket,
  pythonDatagram,
  syslogCounted,
  syslogLines,
  syslogDatagram,
  gelfSocket,
  gelfDatagram,
  gelfHttp,
  forwardAcknowledged,
  forwardCompressed,
  forwardMessages,
];
