import {
  type Fields,
  FunctionHandler,
  JsonFormatter,
  LogEvent,
  Manager,
  type RedactionOptions,
  Redactor,
} from '@logboom/logger';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

/** The line that a logger with this redaction writes. */
function line(options: RedactionOptions, log: (manager: Manager) => void): Record<string, unknown> {
  const lines: string[] = [];
  const manager = new Manager();
  manager.addFilter(new Redactor(options));
  manager.root.setLevel('DEBUG').addHandler(new FunctionHandler((text) => void lines.push(text)));
  log(manager);
  return JSON.parse(lines[0]!) as Record<string, unknown>;
}

function redacted(paths: string[], fields: Fields): Record<string, unknown> {
  return line({ paths }, (manager) => manager.getLogger('a').info('m', fields));
}

describe('paths', () => {
  test.each([
    [
      ['password'],
      { password: 'a', user: { password: 'b' } },
      { password: '[redacted]', user: { password: 'b' } },
    ],
    [
      ['**.password'],
      { password: 1, a: [{ b: { Password: 'x' } }] },
      { password: '[redacted]', a: [{ b: { Password: '[redacted]' } }] },
    ],
    [
      ['user.*.token'],
      { user: { a: { token: 1 }, token: 2 } },
      { user: { a: { token: '[redacted]' }, token: 2 } },
    ],
    [
      ['cards[*].number'],
      { cards: [{ number: 1, kind: 'x' }] },
      { cards: [{ number: '[redacted]', kind: 'x' }] },
    ],
    [['a["b"]', 'c.0'], { a: { b: {} }, c: [1, 2] }, { a: { b: '[redacted]' }, c: ['[redacted]', 2] }],
    [
      ['a.**.z'],
      { a: { z: 1, b: { c: { z: 2 } } }, z: 3 },
      { a: { z: '[redacted]', b: { c: { z: '[redacted]' } } }, z: 3 },
    ],
    [['*'], { a: 1, b: { c: 1 } }, { a: '[redacted]', b: '[redacted]' }],
  ])('%j', (paths, fields, expected) => {
    expect(redacted(paths, fields)).toMatchObject(expected);
  });

  test.each(['', 'a..b', 'a.', '**', 'a[]'])('%j is no path', (path) => {
    expect(() => new Redactor({ paths: [path] })).toThrow(
      expect.objectContaining({ code: 'LB_CONFIG_INVALID' }),
    );
  });

  test("the application's objects stay as they are, and what has no match is not copied", () => {
    const user = { password: 'a', other: { deep: 1 } };
    expect(redacted(['**.password'], { user })).toMatchObject({ user: { password: '[redacted]' } });
    expect(user).toEqual({ password: 'a', other: { deep: 1 } });
    const event = LogEvent.from({ name: 'a', level: 20, template: 'm', fields: { b: { c: [1] } } });
    expect(new Redactor({ paths: ['**.password'], patterns: ['card', 'email', 'token'] }).filter(event)).toBe(
      event,
    );
  });

  test('Maps, instances, toJSON, lazy values, children, cycles, getters that throw', () => {
    class Account {
      secret = 's1';
    }
    const cyclic: Record<string, unknown> = { secret: 's2' };
    cyclic.self = cyclic;
    const bad = {
      get worse(): string {
        throw new Error('no');
      },
      secret: 's3',
    };
    const text = JSON.stringify(
      line({ paths: ['**.secret'] }, (manager) =>
        manager
          .getLogger('a')
          .child({ secret: 's4', deep: { secret: 's5' } })
          .info('m', {
            map: new Map([['secret', 's6']]),
            account: new Account(),
            json: { toJSON: () => ({ secret: 's7' }) },
            lazy: () => ({ secret: 's8' }),
            cyclic,
            bad,
          }),
      ),
    );
    expect(text).not.toMatch(/s\d/);
    expect(text.match(/\[redacted\]/g)).toHaveLength(8);
    expect(text).toContain('[Circular]');
  });

  test('a value too large to look through is hidden as a whole', () => {
    const wide = Array.from({ length: 900 }, () => Array.from({ length: 900 }, () => ({ secret: 1 })));
    expect(redacted(['**.secret'], { wide }).wide).toBe('[too large to redact]');
  });
});

describe('patterns', () => {
  const all: RedactionOptions = { patterns: ['card', 'email', 'token', 'credential'] };
  const hidden = (text: string): unknown => line(all, (manager) => manager.getLogger('a').info(text)).message;

  test.each([
    ['card 4111 1111 1111 1111 ok', 'card [card] ok'],
    ['4111-1111-1111-1111', '[card]'],
    ['378282246310005', '[card]'],
    ['no card 4111 1111 1111 1112', 'no card 4111 1111 1111 1112'],
    ['at 1700000000000 or 0000000000000000', 'at 1700000000000 or 0000000000000000'],
    ['to jane.doe+x@mail.example.org.', 'to [email].'],
    ['a@b', 'a@b'],
    ['Bearer abcdefghijkl', 'Bearer [secret]'],
    ['url postgres://joe:pa55@db/x', 'url postgres://joe:[secret]@db/x'],
    ['password=hunter22&x=1', 'password=[secret]&x=1'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-def', '[token]'],
    ['key AKIAIOSFODNN7EXAMPLE.', 'key [token].'],
    ['ghp_0123456789abcdefghijABCDEFGHIJ012345', '[token]'],
  ])('%s', (text, expected) => {
    expect(hidden(text)).toBe(expected);
  });

  test('in arguments, fields at any depth, errors, their causes and stacks', () => {
    const error = new Error('for a@b.example', { cause: new Error('and c@d.example') });
    const found = line(all, (manager) =>
      manager
        .getLogger('a')
        .child({ x: 'e@f.example' })
        .error('user %s', 'g@h.example', { deep: [{ y: 'i@j.example' }], error }),
    );
    expect(JSON.stringify(found)).not.toContain('example');
    expect(found.message).toBe('user [email]');
    expect(JSON.stringify(found.error)).toContain('for [email]');
    expect(error.message).toBe('for a@b.example');
  });

  test('own patterns and replacements', () => {
    const options: RedactionOptions = {
      paths: ['pin'],
      patterns: [{ name: 'badge', expression: /B-\d+/g }],
      replacement: '***',
    };
    expect(line(options, (manager) => manager.getLogger('a').info('B-17', { pin: 1 }))).toMatchObject({
      message: '***',
      pin: '***',
    });
  });

  test('long texts without a match take time in proportion', () => {
    const redactor = new Redactor(all);
    const formatter = new JsonFormatter();
    for (const piece of ['1 ', 'a@', '1', 'a.', 'eyJ', 'x://', 'password', '-----BEGIN PRIVATE KEY-----']) {
      const event = LogEvent.from({ name: 'a', level: 20, template: piece.repeat(20_000) });
      expect(formatter.format(redactor.filter(event))).toContain('"level":"info"');
    }
  }, 10_000);
});

test('any fields can be redacted', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.anything({ withMap: true, withSet: true, withBigInt: true })),
      (fields) => {
        const event = LogEvent.from({ name: 'a', level: 20, template: 'm', fields });
        const redactor = new Redactor({ paths: ['**.a', 'b.*'], patterns: ['card', 'email'] });
        JSON.parse(new JsonFormatter().format(redactor.filter(event)));
      },
    ),
  );
});
