import { describe, expect, it } from 'vitest';
import { exampleDashboard, fillVariables, readDashboard } from '../src/dashboards/model.ts';
import { alignSeries } from '../src/data/series.ts';

describe('dashboards', () => {
  it('reads what it exports, and says what is wrong with other files', () => {
    const dashboard = exampleDashboard();
    expect(readDashboard(JSON.stringify(dashboard))).toEqual(dashboard);
    expect(() => readDashboard('no')).toThrow('not JSON');
    expect(() => readDashboard('{}')).toThrow('no panels');
    // Exports of the first version: thirds of the width, no height, an id.
    const first = { id: 'x', title: 'Old', panels: [{ id: 'a', kind: 'table', query: '*', width: 2 }] };
    expect(readDashboard(JSON.stringify(first))).toEqual({
      title: 'Old',
      variables: [],
      panels: [{ id: 'a', kind: 'table', query: '*', width: 8, height: 6 }],
    });
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
    expect(alignSeries(answer, [1, 2, 3], 1, null)).toEqual({
      times: [1, 2, 3],
      step: 1,
      partial: false,
      leftOut: 0,
      series: [
        { name: 'info', values: [5, 6, null] },
        { name: 'n', values: [null, 7, 8] },
      ],
    });
  });
});
