import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { configOptions } from '../../src/config/options.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'logboom-config-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

async function file(text: string): Promise<string> {
  const path = join(directory, 'logboom.yaml');
  await writeFile(path, text);
  return path;
}

const load = (text: string, flags: Record<string, string> = {}, environment: Record<string, string> = {}) =>
  file(text).then((path) => loadConfig({ file: path, flags, environment }));

test('flags win over the environment, that over the file, that over the defaults', async () => {
  const text = 'http: {listen: "127.0.0.1:1"}';
  const environment = { LOGBOOM_HTTP_LISTEN: '127.0.0.1:2' };
  expect((await load('')).http.listen).toBe('127.0.0.1:8888');
  expect((await load(text)).http.listen).toBe('127.0.0.1:1');
  expect((await load(text, {}, environment)).http.listen).toBe('127.0.0.1:2');
  expect((await load(text, { 'http.listen': '127.0.0.1:3' }, environment)).http.listen).toBe('127.0.0.1:3');
});

test('sizes and times are read', async () => {
  const config = await load('spool: {max: 2GiB}\nretention: 4w\nlimits: {record: 1000, batch: 1.5MB}');
  expect(config).toMatchObject({
    spool: { max: 2 * 1024 ** 3 },
    retention: 28,
    limits: { record: 1_000, batch: 1_500_000 },
  });
});

test('an input is turned off as a whole, in the file and as a flag', async () => {
  const off = { tcp: 'off', udp: 'off', http: 'off' };
  expect((await load('inputs: {python: off}')).inputs.python).toEqual(off);
  expect((await load('', { 'inputs.python': 'off' })).inputs.python).toEqual(off);
});

test.each([
  ['http: {port: 1}', /Configuration http: .*no setting 'port'/],
  ['nonsense: 1', /no setting 'nonsense'/],
  ['spool: {max: much}', /Configuration spool\.max: 'much' is no size/],
  ['retention: long', /Configuration retention: 'long' is no retention/],
  ['log: {level: loud}', /Configuration log\.level/],
  ['limits: {connections: 0}', /Configuration limits\.connections/],
  ['- a list', /must hold keys and values/],
  ['a: [', /Configuration .*logboom\.yaml/],
])('%j is refused, and the message says where', async (text, message) => {
  await expect(load(text)).rejects.toThrow(message);
  await expect(load(text)).rejects.toMatchObject({ code: 'LB_CONFIG_INVALID' });
});

test('a file that was named and is not there is an error', async () => {
  await expect(loadConfig({ file: join(directory, 'none.yaml'), environment: {} })).rejects.toThrow(
    /none\.yaml/,
  );
});

test('every setting has its variable, and none stands twice', () => {
  const options = configOptions();
  expect(new Set(options.map(({ key }) => key)).size).toBe(options.length);
  expect(new Set(options.map(({ variable }) => variable)).size).toBe(options.length);
  for (const { key, description } of options) expect(description, key).not.toBe('');
});
