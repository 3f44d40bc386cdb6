import { describe, expect, it } from 'vitest';
import { readJson } from '../src/record/json.ts';
import { foldStack, isStack, readStack } from '../src/record/stack.ts';
import { readAnsi } from '../src/table/ansi.ts';

const PYTHON = `Traceback (most recent call last):
  File "/srv/app/pay.py", line 42, in charge
    gateway.charge(card)
  File "/usr/lib/python3.11/site-packages/requests/api.py", line 7, in post
    return request("post")
  File "/usr/lib/python3.11/site-packages/requests/sessions.py", line 9, in request
    raise ConnectionError()
requests.exceptions.ConnectionError: refused`;

describe('stack traces', () => {
  it('tells own frames, those of libraries, and the exception', () => {
    expect(readStack(PYTHON).map(({ kind }) => kind)).toEqual([
      'head',
      'own',
      'own',
      'library',
      'library',
      'library',
      'library',
      'head',
    ]);
    expect(foldStack(readStack(PYTHON)).filter(Array.isArray)).toHaveLength(1);
  });

  it('loses no line', () => {
    const lines = foldStack(readStack(PYTHON)).flat();
    expect(lines.map(({ text }) => text).join('\n')).toBe(PYTHON);
  });

  it.each([
    [
      'JavaScript',
      'TypeError: x\n    at run (/srv/app/a.js:1:2)\n    at Module._compile (node:internal/modules/cjs/loader:1:1)',
    ],
    [
      'Java',
      'java.lang.IllegalStateException: no\n\tat com.shop.Pay.run(Pay.java:1)\n\tat java.base/java.lang.Thread.run(Thread.java:1)',
    ],
    [
      'Go',
      'panic: boom\n\ngoroutine 1 [running]:\nmain.main()\n\t/srv/main.go:8 +0x1d\nexit status 2\n\t/srv/b.go:9',
    ],
  ])('knows one of %s', (_language, text) => {
    expect(isStack(text)).toBe(true);
  });

  it('takes plain text for what it is', () => {
    expect(isStack('GET /index.html 200\nat noon we rest')).toBe(false);
  });
});

describe('values', () => {
  it('reads objects and arrays as JSON, nothing else', () => {
    expect(readJson('{"a":[1]}')).toEqual({ a: [1] });
    expect(readJson('7')).toBeUndefined();
    expect(readJson('{broken')).toBeUndefined();
  });

  it('reads terminal colours', () => {
    expect(readAnsi('a \u001b[1;31mred\u001b[0m \u001b[38;5;120mplain')).toEqual([
      { at: 0, text: 'a ', color: undefined, bold: false },
      { at: 9, text: 'red', color: 1, bold: true },
      { at: 16, text: ' ', color: undefined, bold: false },
      { at: 28, text: 'plain', color: undefined, bold: false },
    ]);
  });
});
