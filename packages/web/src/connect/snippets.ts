export interface Snippet {
  name: string;
  text: string;
}

const RECORD = '{"level":"info","service":"hello","message":"Hello from the command line"}';

/**
 * One line each that sends a first record to this very server and works when pasted into a terminal.
 *
 * @param origin where the page was loaded from
 * @param python `host:port` of the input for Python's SocketHandler; without it Python sends over HTTP
 */
export function firstRecordSnippets(origin: string, python: string | undefined): Snippet[] {
  const url = `${origin}/api/v1/logs`;
  return [
    { name: 'curl', text: `curl ${url} -d '${RECORD}'` },
    { name: 'Python', text: python === undefined ? pythonOverHttp(url) : pythonOverSocket(python) },
    {
      name: 'TypeScript',
      text: `node -e "fetch('${url}', { method: 'POST', body: JSON.stringify({ level: 'info', service: 'hello', message: 'Hello from TypeScript' }) })"`,
    },
  ];
}

/** What to paste for one listener, by its configuration key; empty for those without a snippet. */
export function listenerSnippets(key: string, address: string, origin: string): Snippet[] {
  const [host, port] = partsOf(address);
  const url = `${origin}/api/v1/logs`;
  const known: Record<string, Snippet[]> = {
    http: [
      { name: 'One record', text: `curl ${url} -d '${RECORD}'` },
      {
        name: 'A file of JSON lines, safe to repeat',
        text: `curl ${url} -H 'Idempotency-Key: my-batch-1' --data-binary @app.ndjson`,
      },
    ],
    'inputs.lines.tcp': [
      { name: 'One line', text: `echo 'Hello over TCP' | nc -q1 ${host} ${port}` },
      { name: 'A program', text: `my-program 2>&1 | nc ${host} ${port}` },
    ],
    'inputs.python.tcp': [
      { name: 'One record', text: pythonOverSocket(address) },
      {
        name: 'In a program',
        text: `import logging, logging.handlers\nlogging.getLogger().addHandler(logging.handlers.SocketHandler("${host}", ${port}))`,
      },
    ],
    'inputs.python.udp': [
      {
        name: 'In a program',
        text: `import logging, logging.handlers\nlogging.getLogger().addHandler(logging.handlers.DatagramHandler("${host}", ${port}))`,
      },
    ],
    'inputs.syslog.tcp': [
      {
        name: 'One record',
        text: `logger --server ${host} --port ${port} --tcp --rfc5424 'Hello over syslog'`,
      },
    ],
    'inputs.syslog.udp': [
      {
        name: 'One record',
        text: `logger --server ${host} --port ${port} --udp --rfc5424 'Hello over syslog'`,
      },
    ],
    'inputs.gelf.udp': [
      {
        name: 'One record',
        text: `echo -n '{"version":"1.1","host":"me","short_message":"Hello over GELF","level":6}' | nc -u -w1 ${host} ${port}`,
      },
      {
        name: 'Docker',
        text: `docker run --log-driver gelf --log-opt gelf-address=udp://${host}:${port} IMAGE`,
      },
    ],
    'inputs.forward.tcp': [
      {
        name: 'Docker',
        text: `docker run --log-driver fluentd --log-opt fluentd-address=${host}:${port} IMAGE`,
      },
      {
        name: 'Fluent Bit',
        text: `[OUTPUT]\n    Name forward\n    Match *\n    Host ${host}\n    Port ${port}`,
      },
    ],
    'inputs.otlp.grpc': [
      {
        name: 'OpenTelemetry SDK',
        text: `OTEL_EXPORTER_OTLP_ENDPOINT=http://${address} OTEL_EXPORTER_OTLP_PROTOCOL=grpc OTEL_LOGS_EXPORTER=otlp`,
      },
    ],
    'inputs.otlp.http': [
      {
        name: 'OpenTelemetry SDK',
        text: `OTEL_EXPORTER_OTLP_ENDPOINT=http://${address} OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf OTEL_LOGS_EXPORTER=otlp`,
      },
    ],
  };
  return known[key] ?? [];
}

function partsOf(address: string): [host: string, port: string] {
  const colon = address.lastIndexOf(':');
  return [address.slice(0, colon).replace(/^\[|\]$/g, ''), address.slice(colon + 1)];
}

function pythonOverSocket(address: string): string {
  const [host, port] = partsOf(address);
  return `python3 -c 'import logging, logging.handlers as h; logging.basicConfig(level=20, handlers=[h.SocketHandler("${host}", ${port})]); logging.getLogger("myapp.area1").info("Hello from Python")'`;
}

function pythonOverHttp(url: string): string {
  return `python3 -c 'import urllib.request as u; u.urlopen("${url}", b"{\\"level\\":\\"info\\",\\"logger\\":\\"myapp.area1\\",\\"message\\":\\"Hello from Python\\"}")'`;
}
