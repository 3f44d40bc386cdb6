import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecord } from '../../src/data/row.ts';

describe('readRecord', () => {
  it('fills what is missing', () => {
    const record = readRecord('{"message":"m","severity":17}');
    expect(record).toMatchObject({ message: 'm', level: 'error', service: '', attributes: {} });
  });

  it('shows what is no record as a message', () => {
    expect(readRecord('[1]').message).toBe('[1]');
    expect(readRecord('{"cut":').message).toBe('{"cut":');
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readRecord(text)));
  });
});
