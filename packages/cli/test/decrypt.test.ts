import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EncryptedFormatter, generateFernetKey, generateSealingKeys, LogEvent } from '@logboom/logger';
import { expect, test } from 'vitest';
import { TemporaryDirectory } from '../../../test/kit/directory.ts';

const BIN = fileURLToPath(new URL('../src/bin.ts', import.meta.url));

function logboom(
  args: string[],
  input = '',
  env = {},
): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['--conditions=logboom-source', BIN, ...args], {
    input,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
}

const event = LogEvent.from({
  name: 'shop',
  level: 20,
  time: 0,
  template: 'paid',
  fields: { card: '4111', n: 1 },
});

test('files and standard input; whole lines, fields and plain lines; several keys', async () => {
  await using directory = await TemporaryDirectory.create();
  const fernet = generateFernetKey();
  const pair = generateSealingKeys();
  const keys = join(directory.path, 'keys');
  writeFileSync(
    keys,
    `# the keys\nfernet ${generateFernetKey()} old\nfernet ${fernet}\n\nopen ${pair.privateKey} 2026\n`,
  );
  const lines = [
    'a plain line',
    new EncryptedFormatter({ key: { fernet } }).format(event),
    new EncryptedFormatter({ key: { sealTo: pair.publicKey, id: '2026' }, fields: ['card', 'n'] }).format(
      event,
    ),
  ];
  const file = join(directory.path, 'secure.log');
  writeFileSync(file, `${lines.join('\n')}\n`);
  const found = logboom(['decrypt', '--key-file', keys, file]);
  const plain =
    '{"level":"info","time":"1970-01-01T00:00:00.000Z","logger":"shop","message":"paid","card":"4111","n":1}';
  expect(found).toMatchObject({ status: 0, stdout: `a plain line\n${plain}\n${plain}\n`, stderr: '' });

  const piped = logboom(['decrypt'], lines.join('\n'), { LOGBOOM_DECRYPT_KEYS: `fernet ${fernet}` });
  expect(piped.stdout.split('\n').slice(0, 3)).toEqual(['a plain line', plain, lines[2]]);
  expect(piped).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('no key opens 2 of the encrypted texts'),
  });
}, 60_000);

test('what is wrong with keys is said', () => {
  expect(logboom(['decrypt'], 'x', { LOGBOOM_DECRYPT_KEYS: '' }).status).toBe(0);
  expect(logboom(['decrypt'], 'x')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('--key-file'),
  });
  expect(logboom(['decrypt'], 'x', { LOGBOOM_DECRYPT_KEYS: 'aes abc' })).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('line 1 is not "fernet KEY [ID]"'),
  });
}, 60_000);

test('a new key is a line of a key file', () => {
  for (const kind of ['fernet', 'sealed']) {
    const { stdout } = logboom(['decrypt', '--new-key', kind]);
    expect(logboom(['decrypt'], 'a\n', { LOGBOOM_DECRYPT_KEYS: stdout })).toMatchObject({
      status: 0,
      stdout: 'a\n',
    });
  }
}, 60_000);
