import { expect, test } from 'vitest';
import { forecastOf } from '../../src/store/usage.ts';

const GB = 1e9;
const growth = { bytesPerDay: 2 * GB, recordsPerDay: 50e6, overHours: 168 };
const disk = { free: 100 * GB, total: 500 * GB };

test.each([
  ['fills the disk where records are kept for ever', null, { fullInDays: 50, settlesAt: null }],
  ['never fills it where the retention makes room in time', 30, { fullInDays: null, settlesAt: 60 * GB }],
  ['fills it where the retention asks for more than there is', 365, { fullInDays: 50, settlesAt: 730 * GB }],
])('a forecast %s', (_what, retention, forecast) => {
  expect(forecastOf({ bytes: 40 * GB, growth, disk, retention })).toEqual(forecast);
});

test('says nothing without growth or without a disk that ends', () => {
  expect(forecastOf({ bytes: 1, growth: null, disk, retention: 7 })).toBeNull();
  expect(forecastOf({ bytes: 1, growth, disk: null, retention: 7 })).toBeNull();
});
