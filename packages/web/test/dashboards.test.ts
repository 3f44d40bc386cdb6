import { describe, expect, it } from 'vitest';
import { fillVariables, firstDashboard, readDashboard } from '../src/dashboards/model.ts';
import { alignSeries } from '../src/data/series.ts';

describe('dashboards', () => {
  it('reads what it exports, and says what is wrong with other files', () => {
    const dashboard = firstDashboard();
    expect(readDashboard(JSON.stringify(dashboard))).toEqual(dashboard);
    expect(() => readDashboard('no')).toThrow('not JSON');
    expect(() => readDashboard('{}')).toThrow('no panels');
    expect(readDashboard('{"panels":[{"kind":"pie","width":9},7]}').panels).toMatchObject([
      { kind: 'table', width: 1 },
    ]);
  });

  it('fills variables in, quoted', () => {
    const variables = [
      { name: 'service', value: 'my shop' },
      { name: 'host', value: '' },
    ];
    expect(fillVariables('service:$service host:$host x:$y', variables)).toBe(
      'service:"my shop" host:* x:$y',
    );
  });

  it('puts series on one time', () => {
    const answer = {
      data: {
        result: [
          {
            metric: { __name__: 'n', level: 'info' },
            values: [
              [1, '5'],
              [2, '6'],
            ] as [number, string][],
          },
          {
            metric: { __name__: 'n' },
            values: [
              [2, '7'],
              [3, '8'],
            ] as [number, string][],
          },
        ],
      },
    };
    expect(alignSeries(answer, [1, 2, 3], null)).toEqual({
      times: [1, 2, 3],
      series: [
        { name: 'info', values: [5, 6, null] },
        { name: 'n', values: [null, 7, 8] },
      ],
    });
  });
});
