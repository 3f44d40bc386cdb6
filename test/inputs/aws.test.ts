import { gzipSync } from 'node:zlib';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { numbers, RECORDS, Stand } from './stand.ts';

let stand: Stand;

beforeAll(async () => {
  stand = await Stand.start({ 'auth.tokens': 'AKIATOKEN' });
});
afterAll(() => stand[Symbol.asyncDispose]());

test("AWS' own SDK puts 1,000 events of CloudWatch Logs, each found once", async () => {
  const client = new CloudWatchLogsClient({
    endpoint: stand.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIATOKEN', secretAccessKey: 'unread' },
  });
  const stream = { logGroupName: '/aws/lambda/checkout', logStreamName: '2026/07/01/[$LATEST]abc' };
  await client.send(new CreateLogGroupCommand(stream));
  await client.send(new CreateLogStreamCommand(stream));
  const logEvents = numbers().map((number, index) => ({
    timestamp: Date.UTC(2026, 6, 1) + index,
    message: JSON.stringify({
      level: index % 2 === 0 ? 'WARN' : 'ERROR',
      message: `aws ${number}`,
      count: index,
    }),
  }));
  for (let i = 0; i < RECORDS; i += 250) {
    await client.send(new PutLogEventsCommand({ ...stream, logEvents: logEvents.slice(i, i + 250) }));
  }
  client.destroy();
  const records = await stand.found(RECORDS, "source = 'aws' AND service = 'checkout'");
  for (const [index, record] of records.entries()) {
    const time = new Date(Date.UTC(2026, 6, 1) + index).toISOString().slice(0, 23).replace('T', ' ');
    expect(record).toMatchObject({
      message: `aws ${numbers()[index]}`,
      timestamp: `${time}000000`,
      level: index % 2 === 0 ? 'warn' : 'error',
      attributes: { count: String(index), logGroup: '/aws/lambda/checkout', logStream: stream.logStreamName },
    });
  }
});

describe('Firehose', () => {
  const deliver = async (id: string, records: (string | Buffer)[], key = 'AKIATOKEN') => {
    const data = records.map((record) => ({ data: Buffer.from(record).toString('base64') }));
    const response = await fetch(`${stand.url}/insert/firehose`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-amz-firehose-request-id': id,
        'x-amz-firehose-access-key': key,
        'x-amz-firehose-common-attributes': '{"commonAttributes":{"env":"test"}}',
      },
      body: JSON.stringify({ requestId: id, timestamp: 1_782_900_930_000, records: data }),
    });
    return [response.status, (await response.json()) as object] as const;
  };

  test('lines, JSON and messages of a CloudWatch subscription; a retry is stored once', async () => {
    const subscription = {
      messageType: 'DATA_MESSAGE',
      owner: '123456789012',
      logGroup: '/aws/lambda/refund',
      logStream: 's',
      logEvents: [
        {
          id: '1',
          timestamp: 1_782_900_930_123,
          message: '2026-07-01T10:15:30.123Z\tf1\tERROR\tfirehose subscribed\n',
        },
      ],
    };
    const records = [
      '{"message":"firehose json","service":"edge"}\n',
      gzipSync(JSON.stringify(subscription)),
    ];
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(await deliver('request-1', records)).toMatchObject([200, { requestId: 'request-1' }]);
    }
    expect(await deliver('request-2', ['firehose text'])).toMatchObject([200, { requestId: 'request-2' }]);
    const found = await stand.found(3, "message LIKE '%firehose%'");
    expect(found.map(({ service, level }) => [service, level])).toEqual([
      ['refund', 'error'],
      ['edge', 'info'],
      ['', 'info'],
    ]);
    expect(found[2]?.attributes).toEqual({ env: 'test' });
  });

  test('a key that is not known', async () => {
    expect(await deliver('request-3', ['x'], 'wrong')).toMatchObject([
      401,
      { requestId: 'request-3', errorMessage: expect.any(String) },
    ]);
  });
});
