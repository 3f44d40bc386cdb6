import { Draft, formatInstant, timeZone, UTC } from '@logboom/core';
import { describe, expect, test } from 'vitest';
import { fillSyslog } from '../../../src/inputs/syslog/message.ts';
import { CAPTURES } from './captures.ts';
import { fuzzMessages } from './fuzz.ts';

const draft = new Draft();
const berlin = timeZone('Europe/Berlin');

function read(text: string, zone = berlin) {
  fillSyslog(text, zone, draft.reset());
  if (draft.mayRepeat) draft.dropRepeats();
  const attributes: Record<string, string> = {};
  for (let i = 0; i < draft.attributes.length; i += 2)
    attributes[draft.attributes[i]!] = draft.attributes[i + 1]!;
  const { severity, host, service, message, trace_id, span_id } = draft;
  const time = Number.isNaN(draft.ms) ? undefined : formatInstant(draft.ms, draft.ns);
  return { time, severity, host, service, message, trace_id, span_id, attributes };
}

describe('RFC 5424', () => {
  test('the header, with a byte order mark before the message', () => {
    expect(read(CAPTURES.rfc5424)).toEqual({
      ...{
        time: '2003-10-11T22:14:15.003000000Z',
        severity: 21,
        host: 'mymachine.example.com',
        service: 'su',
      },
      ...{ message: "'su root' failed for lonvick on /dev/pts/8", trace_id: '', span_id: '' },
      attributes: { facility: 'auth', msgid: 'ID47' },
    });
  });

  test('structured data: escapes, and a parameter that stands twice', () => {
    expect(read(CAPTURES.rfc5424Data)).toMatchObject({
      ...{ time: '2003-08-24T12:14:15.000003000Z', message: 'An event' },
      attributes: {
        ...{ facility: 'local4', procid: '8710' },
        'exampleSDID@32473.iut': '3',
        'exampleSDID@32473.eventSource': 'App "x" \\ [y]',
        'exampleSDID@32473.eventID': '1011',
        'origin.ip': '192.0.2.1, 192.0.2.129',
      },
    });
  });

  test('trace context in structured data', () => {
    expect(read(CAPTURES.trace)).toMatchObject({
      ...{ trace_id: '4bf92f3577b34da6a3ce929d0e0e4736', span_id: '00f067aa0ba902b7', message: 'm' },
    });
  });

  test('nothing but NILVALUEs', () => {
    expect(read(CAPTURES.rfc5424Empty)).toMatchObject({
      ...{ time: undefined, host: '', service: '', message: '', attributes: { facility: 'daemon' } },
    });
  });

  test("rsyslog's blank before the message is left out, an indentation is not", () => {
    expect(read(CAPTURES.rsyslog23).message).toBe('hello');
    expect(read('<22>1 - h a - - -    indented').message).toBe('   indented');
  });

  test('structured data that does not end stays in the message', () => {
    expect(read(CAPTURES.brokenData)).toMatchObject({
      ...{ service: 'a', message: '[x y="1" no end', attributes: { procid: 'p', msgid: 'i' } },
    });
  });
});

describe('RFC 3164 and what is made of it', () => {
  const year = (month: number): number => {
    const now = new Date(Date.now() + 86_400_000);
    return now.getUTCMonth() + 1 >= month ? now.getUTCFullYear() : now.getUTCFullYear() - 1;
  };

  test.each<[keyof typeof CAPTURES, ReturnType<typeof read> | object]>([
    [
      'rfc3164',
      {
        ...{ time: `${year(10)}-10-11T20:14:15.000000000Z`, severity: 21, host: 'mymachine', service: 'su' },
        ...{ message: "'su root' failed for lonvick on /dev/pts/8", attributes: { facility: 'auth' } },
      },
    ],
    ['noHost', { host: '', service: 'sshd', attributes: { facility: 'authpriv', procid: '812' } }],
    ['kernel', { host: 'web1', service: 'kernel', message: '[12345.678] eth0: link up', severity: 13 }],
    [
      'iso',
      { time: '2026-11-21T08:00:00.500000000Z', host: 'web1', service: 'cron', message: '(root) CMD (true)' },
    ],
    ['yearBehind', { time: '2024-10-11T20:14:15.000000000Z', host: 'web1', service: 'tag', message: 'm' }],
    ['yearBefore', { time: '2024-10-11T20:14:15.000000000Z', host: 'web1', service: 'tag', message: 'm' }],
    [
      'cisco',
      {
        ...{ time: `${year(3)}-03-01T18:46:11.123000000Z`, host: '', service: '', severity: 10 },
        message: '%SYS-5-CONFIG_I: Configured from console by vty0',
        attributes: { facility: 'local7', sequence: '123', msgid: 'SYS-5-CONFIG_I' },
      },
    ],
    [
      'ciscoHost',
      {
        host: 'router1',
        severity: 17,
        attributes: { sequence: '35', msgid: 'LINK-3-UPDOWN', facility: 'local7' },
      },
    ],
    [
      'meraki',
      {
        ...{ time: '2019-07-16T04:00:30.774247467Z', host: 'appliance', severity: 9 },
        message: 'security_event ids_alerted signature=1:28423:1',
      },
    ],
    ['python', { time: undefined, host: '', service: '', message: 'worker started', severity: 9 }],
    ['pythonIdent', { service: 'myapp', message: 'queue is full', severity: 13 }],
    ['pythonError', { service: '', message: 'ValueError: not a number', severity: 17 }],
    ['noPriority', { host: 'web1', service: 'app', message: 'written to a file first', severity: 0 }],
    ['plain', { host: '', service: '', message: 'just words', severity: 0, attributes: {} }],
    [
      'dockerRfc3164',
      {
        service: 'shop',
        message: 'payment failed',
        severity: 17,
        attributes: { order: '7', procid: '9103', facility: 'daemon' },
      },
    ],
    ['dockerRfc5424', { service: 'shop', message: 'payment failed', severity: 17 }],
    [
      'cee',
      { service: 'app', message: 'hi', severity: 9, attributes: { 'user.id': '5', facility: 'daemon' } },
    ],
  ])('%s', (name, expected) => {
    expect(read(CAPTURES[name])).toMatchObject(expected);
  });

  test('a time without a year is never more than a day ahead', () => {
    const soon = new Date(Date.now() + 36 * 3_600_000);
    const month = soon.toLocaleString('en', { month: 'short', timeZone: 'UTC' });
    const day = String(soon.getUTCDate()).padStart(2);
    const { time } = read(`<13>${month} ${day} 23:59:59 h t: m`, UTC);
    expect(time?.slice(0, 4)).toBe(String(soon.getUTCFullYear() - 1));
  });

  test('the clock of the configured zone, before and after its change', () => {
    expect(read('<13>Mar 29 2026 01:30:00 h t: m').time).toBe('2026-03-29T00:30:00.000000000Z');
    expect(read('<13>Mar 29 2026 03:30:00 h t: m').time).toBe('2026-03-29T01:30:00.000000000Z');
  });

  test('a message that is JSON of something else stays as it is', () => {
    expect(read('<13>Oct 11 22:14:15 h t: {not json}').message).toBe('{not json}');
    expect(read('<13>Oct 11 22:14:15 h t: {"a":1}')).toMatchObject({
      message: '{"a":1}',
      attributes: { a: '1' },
    });
  });
});

test('2,000 mutated messages are read, and none loses its end', () => {
  fuzzMessages(2000);
});
