import { describe, expect, test } from 'vitest';
import { Tokens } from '../../src/auth/tokens.ts';

const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;
const tokens = new Tokens(['secret', 'other']);

describe('a token is found wherever a protocol puts it', () => {
  test.each([
    ['Bearer', { authorization: 'Bearer secret' }],
    ['Splunk', { authorization: 'Splunk other' }],
    ['Basic, password', { authorization: basic('anybody:secret') }],
    ['Basic, name alone', { authorization: basic('secret:') }],
    ["Elasticsearch's key", { authorization: `ApiKey ${Buffer.from('id:secret').toString('base64')}` }],
    [
      'AWS',
      { authorization: 'AWS4-HMAC-SHA256 Credential=secret/20260701/r/logs/aws4_request, Signature=0' },
    ],
    ['Datadog', { 'dd-api-key': 'secret' }],
    ['Seq', { 'x-seq-apikey': 'secret' }],
    ['Firehose', { 'x-amz-firehose-access-key': 'secret' }],
  ])('%s', (_what, headers) => {
    expect(() => tokens.check({ headers })).not.toThrow();
  });

  test.each(['token', 'apiKey', 'api_key', 'dd-api-key'])('parameter %s', (name) => {
    expect(() => tokens.check({ headers: {}, query: { [name]: 'secret' } })).not.toThrow();
  });

  test('another part of the request', () => {
    expect(() => tokens.check({ headers: {} }, ['secret'])).not.toThrow();
  });
});

test('without a token, or with another, a request is refused', () => {
  expect(() => tokens.check({ headers: {} })).toThrow(expect.objectContaining({ code: 'LB_TOKEN_MISSING' }));
  for (const authorization of ['Bearer secre', 'Bearer secret2', basic('secret:wrong'), 'nonsense']) {
    const invalid = expect.objectContaining({ code: 'LB_TOKEN_INVALID', status: 401 });
    expect(() => tokens.check({ headers: { authorization } })).toThrow(invalid);
  }
});

test('with no tokens set everyone may send', () => {
  expect(() => new Tokens([]).check({ headers: {} })).not.toThrow();
});
