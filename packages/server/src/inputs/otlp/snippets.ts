import { curl, type Reach, type Snippets } from '../snippet.ts';

const json = (over: string): string =>
  `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"severityNumber":9,"body":{"stringValue":"Hello over OTLP, ${over}"}}]}]}]}`;

const post = (reach: Reach, over: string): string =>
  curl(reach, '/v1/logs', { headers: ['Content-Type: application/json'], data: json(over) });

const sdk = ({ token }: Reach, endpoint: string, protocol: string): string => {
  const headers = token === undefined ? '' : ` OTEL_EXPORTER_OTLP_HEADERS='Authorization=Bearer ${token}'`;
  return `OTEL_EXPORTER_OTLP_ENDPOINT=${endpoint} OTEL_EXPORTER_OTLP_PROTOCOL=${protocol} OTEL_LOGS_EXPORTER=otlp${headers}`;
};

/** A gRPC message (its length in five bytes) with an ExportLogsServiceRequest of one record. */
const GRPC_BYTES =
  '\\0\\0\\0\\0\\041\\012\\037\\022\\035\\022\\033\\020\\011\\052\\027\\012\\025Hello over OTLP, gRPC';

export const snippets: Snippets = {
  grpc: (reach) => {
    const grpc = { ...reach, origin: `http://${reach.address}` };
    const headers = ['Content-Type: application/grpc', 'TE: trailers'];
    const path = '/opentelemetry.proto.collector.logs.v1.LogsService/Export';
    const line = curl(grpc, path, { headers }).replace('curl', 'curl --http2-prior-knowledge');
    return [
      { name: 'One record', text: `printf '${GRPC_BYTES}' | ${line} -so -` },
      { name: 'OpenTelemetry SDK', text: sdk(reach, grpc.origin, 'grpc') },
    ];
  },
  http: (reach) => {
    const own = { ...reach, origin: `http://${reach.address}` };
    return [
      { name: 'One record', text: post(own, 'HTTP') },
      { name: 'OpenTelemetry SDK', text: sdk(reach, own.origin, 'http/protobuf') },
    ];
  },
  paths: (reach) => [
    { name: 'One record', text: post(reach, 'the HTTP port') },
    { name: 'OpenTelemetry SDK', text: sdk(reach, reach.origin, 'http/protobuf') },
  ],
};
