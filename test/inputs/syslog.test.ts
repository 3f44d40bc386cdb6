import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCertificate } from '../kit/certificate.ts';
import { Daemon, runProgram } from '../kit/daemon.ts';
import { findUnpacked } from '../kit/debian.ts';
import { TemporaryDirectory } from '../kit/directory.ts';
import { until } from '../kit/poll.ts';
import { findPython } from '../kit/python.ts';
import { expectEachOnce, Receiver, type StoredRecord } from '../kit/receiver.ts';

const COUNT = 1000;

let receiver: Receiver;
let files: TemporaryDirectory;
let certificate: string;

beforeAll(async () => {
  files = await TemporaryDirectory.create();
  const made = await makeCertificate(files.path);
  certificate = made.certificate;
  receiver = await Receiver.start({
    'inputs.syslog.certificate': made.certificate,
    'inputs.syslog.key': made.key,
  });
});

afterAll(async () => {
  await receiver?.[Symbol.asyncDispose]();
  await files?.[Symbol.asyncDispose]();
});

const messages = (word: string): string[] =>
  Array.from({ length: COUNT }, (_, index) => `${word} number ${index} of "many" [things]`);

/** Exactly these messages, each once, and each record as the check says. */
async function expectRecords(
  service: string,
  expected: string[],
  check: (record: StoredRecord) => void,
): Promise<void> {
  const records = await receiver.records(expected.length, 'service = {service:String}', { service });
  expectEachOnce(records, expected);
  for (const record of records) {
    expect(record.source).toBe('syslog');
    expect(Math.abs(Date.parse(record.timestamp) - Date.now())).toBeLessThan(60_000);
    check(record);
  }
}

describe('logger(1)', () => {
  const send = async (tag: string, options: string[]): Promise<string[]> => {
    const { host, port } = receiver.address('inputs.syslog.tcp');
    const udp = receiver.address('inputs.syslog.udp');
    const target = ['--server', host, '--port', String(options.includes('--udp') ? udp.port : port)];
    const sent = messages(tag);
    await runProgram('logger', [...target, '--tag', tag, '--id=4711', ...options], {
      input: sent.join('\n'),
    });
    return sent;
  };

  test('RFC 5424 over UDP, with structured data', async () => {
    const sent = await send('logger-udp', [
      ...['--udp', '--rfc5424', '--priority', 'local3.warning', '--msgid', 'MSG7'],
      ...['--sd-id', 'zoo@123', '--sd-param', 'tiger="hungry"', '--sd-param', 'zebra="run\\]ning"'],
    ]);
    await expectRecords('logger-udp', sent, ({ level, severity, host, attributes }) => {
      expect({ level, severity, host }).toEqual({ level: 'warn', severity: 13, host: hostname() });
      expect(attributes).toMatchObject({
        ...{ facility: 'local3', procid: '4711', msgid: 'MSG7' },
        ...{ 'zoo@123.tiger': 'hungry', 'zoo@123.zebra': 'run]ning', 'timeQuality.tzKnown': '1' },
      });
    });
  });

  test.each([
    ['RFC 5424 over TCP, a line each', 'logger-lines', ['--tcp', '--rfc5424']],
    ['RFC 5424 over TCP, octets counted', 'logger-octets', ['--tcp', '--rfc5424', '--octet-count']],
    ['RFC 3164 over TCP', 'logger-3164', ['--tcp', '--rfc3164']],
    ['RFC 3164 over TCP, octets counted', 'logger-3164-octets', ['--tcp', '--rfc3164', '--octet-count']],
  ])('%s', async (_title, tag, options) => {
    const sent = await send(tag, [...options, '--priority', 'daemon.err']);
    await expectRecords(tag, sent, ({ level, host, attributes }) => {
      expect({ level, host }).toEqual({ level: 'error', host: hostname().split('.')[0] });
      expect(attributes).toMatchObject({ facility: 'daemon', procid: '4711' });
    });
  });
});

/** Gives a daemon's own local socket a thousand messages of each program that it forwards in another way. */
async function logLocally(socket: string, programs: string[]): Promise<Map<string, string[]>> {
  await until('the daemon', () => existsSync(socket));
  const sent = new Map(programs.map((program) => [program, messages(program)]));
  for (const [program, lines] of sent) {
    const options = ['--socket', socket, '--tag', program, '--id=99', '--priority', 'mail.crit'];
    await runProgram('logger', options, { input: lines.join('\n') });
  }
  return sent;
}

async function expectForwarded(sent: Map<string, string[]>): Promise<void> {
  for (const [program, lines] of sent) {
    await expectRecords(program, lines, ({ level, severity, attributes, host }) => {
      expect({ level, severity }).toEqual({ level: 'fatal', severity: 21 });
      expect(attributes).toMatchObject({ facility: 'mail', procid: '99' });
      expect(host).not.toBe('127.0.0.1');
    });
  }
}

test('rsyslogd: its UDP, TCP, octet counted and TLS forwarding', async () => {
  const { program, root, env } = findUnpacked('rsyslog', 'usr/sbin/rsyslogd');
  const path = join(files.path, 'rsyslog');
  await mkdir(path);
  const modules = join(root, 'usr/lib/x86_64-linux-gnu/rsyslog').replace(
    'x86_64-linux-gnu',
    architecture(env),
  );
  const tcp = receiver.address('inputs.syslog.tcp').port;
  const forward = (name: string, parameters: string): string =>
    `if $programname == '${name}' then action(type="omfwd" target="127.0.0.1" ${parameters})`;
  await writeFile(
    join(path, 'rsyslog.conf'),
    [
      `global(workDirectory="${path}" defaultNetstreamDriverCAFile="${certificate}")`,
      `module(load="imuxsock" SysSock.Use="off")`,
      `input(type="imuxsock" Socket="${path}/log" RateLimit.Interval="0")`,
      forward('rsyslog-udp', `protocol="udp" port="${receiver.address('inputs.syslog.udp').port}"`),
      forward('rsyslog-tcp', `protocol="tcp" port="${tcp}"`),
      forward(
        'rsyslog-5424',
        `protocol="tcp" port="${tcp}" template="RSYSLOG_SyslogProtocol23Format" TCP_Framing="octet-counted"`,
      ),
      forward(
        'rsyslog-tls',
        `protocol="tcp" port="${receiver.address('inputs.syslog.tls').port}" StreamDriver="ossl" ` +
          `StreamDriverMode="1" StreamDriverAuthMode="x509/name" StreamDriverPermittedPeers="localhost" ` +
          `template="RSYSLOG_SyslogProtocol23Format"`,
      ),
    ].join('\n'),
  );
  const args = ['-n', '-M', modules, '-f', join(path, 'rsyslog.conf'), '-i', join(path, 'pid')];
  await using daemon = Daemon.start(program, args, { env });
  const sent = await logLocally(`${path}/log`, ['rsyslog-udp', 'rsyslog-tcp', 'rsyslog-5424', 'rsyslog-tls']);
  await expectForwarded(sent).catch((error: unknown) => {
    throw new Error(`rsyslogd said: ${daemon.output}`, { cause: error });
  });
});

test('syslog-ng: its network() and syslog() drivers over UDP, TCP and TLS', async () => {
  const { program, root, env } = findUnpacked('syslog-ng', 'usr/sbin/syslog-ng');
  const path = join(files.path, 'syslog-ng');
  await mkdir(path);
  const tcp = receiver.address('inputs.syslog.tcp').port;
  const tls = `port(${receiver.address('inputs.syslog.tls').port}) tls(ca-file("${certificate}"))`;
  const udp = `port(${receiver.address('inputs.syslog.udp').port})`;
  const targets: Record<string, string> = {
    'ng-udp': `network("127.0.0.1" transport("udp") ${udp} persist-name("a"))`,
    'ng-tcp': `network("127.0.0.1" transport("tcp") port(${tcp}) persist-name("b"))`,
    'ng-5424': `syslog("127.0.0.1" transport("tcp") port(${tcp}))`,
    'ng-5424-udp': `syslog("127.0.0.1" transport("udp") ${udp})`,
    'ng-tls': `network("127.0.0.1" transport("tls") ${tls} persist-name("c"))`,
    'ng-5424-tls': `syslog("127.0.0.1" transport("tls") ${tls})`,
  };
  const configuration = join(path, 'syslog-ng.conf');
  await writeFile(
    configuration,
    [
      '@version: 3.38',
      'options { stats_freq(0); keep-hostname(yes); };',
      `source local { unix-dgram("${path}/log"); };`,
      ...Object.entries(targets).map(
        ([name, target]) =>
          `log { source(local); filter { program("^${name}$" type(pcre)); }; destination { ${target}; }; };`,
      ),
    ].join('\n'),
  );
  const modules = join(root, 'usr/lib/syslog-ng/3.38');
  await using daemon = Daemon.start(
    program,
    [
      ...['--foreground', '--no-caps', '--stderr', '--cfgfile', configuration, '--module-path', modules],
      ...['--persist-file', join(path, 'persist'), '--pidfile', join(path, 'pid')],
      ...['--control', join(path, 'control')],
    ],
    { env },
  );
  const sent = await logLocally(`${path}/log`, Object.keys(targets));
  await expectForwarded(sent).catch((error: unknown) => {
    throw new Error(`syslog-ng said: ${daemon.output}`, { cause: error });
  });
});

describe("CPython's SysLogHandler", () => {
  const CODE = `
import logging, logging.handlers, socket, sys
kind, port, ident = sys.argv[1], int(sys.argv[2]), sys.argv[3]
handler = logging.handlers.SysLogHandler(('127.0.0.1', port), facility='local5',
    socktype=socket.SOCK_STREAM if kind == 'tcp' else socket.SOCK_DGRAM)
handler.ident = ident + ': '
handler.append_nul = kind != 'udp-without-nul'
log = logging.getLogger('area')
log.addHandler(handler)
for i in range(${COUNT - 1}):
    log.warning('%s number %d of "many" [things]', ident, i)
try:
    1 / 0
except ZeroDivisionError:
    log.exception('it failed')
handler.close()
`;

  test.each(['udp', 'udp-without-nul', 'tcp'])('%s', async (kind) => {
    const port = receiver.address(`inputs.syslog.${kind.slice(0, 3)}`).port;
    const ident = `python-${kind}`;
    await runProgram(findPython(), ['-c', CODE, kind, String(port), ident]);
    const records = await receiver.records(COUNT, 'service = {ident:String}', { ident });
    const last = records.at(-1)!;
    expect(last.message).toMatch(/^it failed\nTraceback (?:.*\n)+ZeroDivisionError: division by zero$/);
    expect(last).toMatchObject({ level: 'error', host: '127.0.0.1', attributes: { facility: 'local5' } });
    expect(records.slice(0, -1).map(({ message }) => message)).toEqual(messages(ident).slice(0, -1));
    expect(new Set(records.slice(0, -1).map(({ level }) => level))).toEqual(new Set(['warn']));
  });
});

/** `x86_64-linux-gnu`, as the unpacked libraries' path has it. */
function architecture(env: NodeJS.ProcessEnv): string {
  return /[^/:]+-linux-gnu/.exec(env.LD_LIBRARY_PATH ?? '')![0];
}
