import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import {
  createEncryptor,
  decryptLine,
  EncryptedFormatter,
  FernetKey,
  generateFernetKey,
  generateSealingKeys,
  KeyRing,
  LogEvent,
  OpeningKey,
  SealingKey,
} from '@logboom/logger';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPython } from '../../../../test/kit/python.ts';

const record = LogEvent.from({
  name: 'shop',
  level: 20,
  time: 0,
  template: 'paid',
  fields: { user: { email: 'a@b.example', age: 7 }, amount: 12 },
});

function python(code: string, input: string): string {
  const result = spawnSync(findPython('cryptography'), ['-c', code], { input, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(result.stderr);
  return result.stdout;
}

const READ = `
import sys, json
from cryptography.fernet import Fernet
data = json.load(sys.stdin)
f = Fernet(data['key'])
print(json.dumps([f.decrypt(t.encode()).decode() for t in data['tokens']]))`;
const WRITE = `
import sys, json
from cryptography.fernet import Fernet
texts = json.load(sys.stdin)
key = Fernet.generate_key()
print(json.dumps({'key': key.decode(), 'tokens': [Fernet(key).encrypt(t.encode()).decode() for t in texts]}))`;

/** Some last letters of base64 carry no bits of the bytes. */
function bytesOf(token: string): string {
  return token
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('hex'))
    .join();
}

const TEXTS = [
  '',
  'a',
  'x'.repeat(15),
  'y'.repeat(16),
  'grüße 🪵\n',
  JSON.stringify({ a: [1, null] }),
  'z'.repeat(5000),
];

describe('Fernet', () => {
  test("Python's cryptography reads what is written here", () => {
    const key = generateFernetKey();
    const fernet = new FernetKey(key);
    const input = JSON.stringify({ key, tokens: TEXTS.map((text) => fernet.encrypt(text)) });
    expect(JSON.parse(python(READ, input))).toEqual(TEXTS);
  });

  test("what Python's cryptography writes is read here", () => {
    const { key, tokens } = JSON.parse(python(WRITE, JSON.stringify(TEXTS))) as {
      key: string;
      tokens: string[];
    };
    const fernet = new FernetKey(key);
    expect(tokens.map((token) => fernet.decrypt(token))).toEqual(TEXTS);
  });

  test('the vector of the specification', () => {
    const key = new FernetKey('cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=');
    const token =
      'gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==';
    expect(key.decrypt(token)).toBe('hello');
  });

  test('a changed token or another key opens nothing', () => {
    const fernet = new FernetKey(generateFernetKey());
    const token = fernet.encrypt('secret');
    expect(new FernetKey(generateFernetKey()).decrypt(token)).toBeUndefined();
    for (let i = 0; i < token.length; i++) {
      const changed = token.slice(0, i) + (token[i] === 'A' ? 'z' : 'A') + token.slice(i + 1);
      if (bytesOf(changed) !== bytesOf(token)) expect(fernet.decrypt(changed)).toBeUndefined();
    }
  });

  test.each(['', 'short', 'x'.repeat(44), 'not base64 at all ..........................'])(
    '%j is no key',
    (key) => {
      expect(() => new FernetKey(key)).toThrow(expect.objectContaining({ code: 'LB_KEY_INVALID' }));
    },
  );
});

describe('sealing', () => {
  const { publicKey, privateKey } = generateSealingKeys();

  test('any text comes back, with one key pair for many texts', () => {
    const seal = new SealingKey(publicKey);
    const open = new OpeningKey(privateKey);
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) => open.decrypt(seal.encrypt(text)) === text.toWellFormed(),
      ),
    );
  });

  test('equal texts give different tokens, and the key pair of the writer changes in time', () => {
    const seal = new SealingKey(publicKey);
    const tokens = Array.from({ length: 10_001 }, () => seal.encrypt('same'));
    expect(new Set(tokens).size).toBe(tokens.length);
    expect(new Set(tokens.map((token) => token.split('.')[1])).size).toBe(2);
    const open = new OpeningKey(privateKey);
    expect(open.decrypt(tokens.at(-1)!)).toBe('same');
  });

  test('changed tokens and other keys open nothing', () => {
    const token = new SealingKey(publicKey).encrypt('secret');
    const open = new OpeningKey(privateKey);
    expect(new OpeningKey(generateSealingKeys().privateKey).decrypt(token)).toBeUndefined();
    for (let i = 7; i < token.length - 1; i++) {
      if (token[i] === '.') continue;
      const changed = token.slice(0, i) + (token[i] === 'A' ? 'z' : 'A') + token.slice(i + 1);
      if (bytesOf(changed) !== bytesOf(token)) expect(open.decrypt(changed)).toBeUndefined();
    }
    expect(open.decrypt('sealed.AAAA.BBBB')).toBeUndefined();
    expect(open.decrypt(token)).toBe('secret');
  });

  test('keys are the raw ones of X25519', () => {
    const pair = generateKeyPairSync('x25519');
    const raw = pair.publicKey.export({ format: 'jwk' }).x!;
    const d = pair.privateKey.export({ format: 'jwk' }).d!;
    expect(new OpeningKey(d).decrypt(new SealingKey(raw).encrypt('a'))).toBe('a');
  });
});

describe('formatter', () => {
  const fernet = generateFernetKey();
  const pair = generateSealingKeys();

  test.each([
    { key: { fernet }, ring: [{ fernet }] },
    {
      key: { id: 'k2', fernet },
      ring: [
        { id: 'k1', fernet: generateFernetKey() },
        { id: 'k2', fernet },
      ],
    },
    { key: { sealTo: pair.publicKey }, ring: [{ fernet }, { open: pair.privateKey }] },
    { key: { id: '2026-07', sealTo: pair.publicKey }, ring: [{ id: '2026-07', open: pair.privateKey }] },
  ])('a line and single fields come back with key $key.id', ({ key, ring }) => {
    const keys = new KeyRing(ring);
    const plain = new EncryptedFormatter({ key, fields: [] }).format(record);
    const line = new EncryptedFormatter({ key }).format(record);
    expect(line).not.toContain('paid');
    expect(decryptLine(line, keys)).toEqual({ text: plain, opened: 1, closed: 0 });

    const fields = new EncryptedFormatter({ key, fields: ['user.email', 'amount', 'message'] }).format(
      record,
    );
    expect(JSON.parse(fields)).toMatchObject({ level: 'info', user: { age: 7 } });
    expect(fields).not.toMatch(/b\.example|paid|:12/);
    expect(JSON.parse(decryptLine(fields, keys).text)).toEqual(JSON.parse(plain));
    expect(decryptLine(fields, keys)).toMatchObject({ opened: 3, closed: 0 });
  });

  test('a key with another id is not tried, and what cannot be opened stays', () => {
    const token = createEncryptor({ id: 'new', fernet }).encrypt('a');
    expect(decryptLine(token, new KeyRing([{ id: 'old', fernet }]))).toEqual({
      text: token,
      opened: 0,
      closed: 1,
    });
    expect(decryptLine('plain {"a":1}', new KeyRing([{ fernet }])).text).toBe('plain {"a":1}');
  });

  test('any line can be given to decryptLine', () => {
    const keys = new KeyRing([{ fernet }, { open: pair.privateKey }]);
    const piece = fc.constantFrom(
      'gAAAAA',
      'A'.repeat(80),
      'sealed.',
      '.',
      'key:',
      'k:',
      '"',
      '\\',
      '=',
      'x',
    );
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join('')),
        (line) => decryptLine(line, keys).text === line,
      ),
    );
  });
});
