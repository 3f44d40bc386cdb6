import { expect, test } from 'vitest';
import { renderTemplate } from '../../../src/inputs/clef/template.ts';

test.each([
  ['{A} and {@B} and {$C}', { A: 'x', B: { y: 1 }, C: 2 }, [], 'x and {"y":1} and 2'],
  ['{{literal}} {A}', { A: null }, [], '{literal} null'],
  ['{A,5}|{A,-5}|', { A: 'ab' }, [], '   ab|ab   |'],
  ['{A:000} {B:x} {C}', { A: 7, B: 8, C: 9 }, ['007'], '007 8 9'],
  ['{Missing} {toString} {not a hole}', {}, [], '{Missing} {toString} {not a hole}'],
  ['no holes', {}, [], 'no holes'],
])('%s', (template, properties, renderings, text) => {
  expect(renderTemplate(template, properties, renderings)).toBe(text);
});
