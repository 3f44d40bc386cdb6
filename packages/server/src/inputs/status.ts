import type { InputState, InputStatus, InputWay } from '@logboom/core';
import type { Counter } from 'prom-client';
import type { Metrics } from '../metrics/metrics.ts';
import type { Accepted } from '../pipeline/pipeline.ts';
import type { Input, InputType } from './input.ts';
import { reachOf } from './snippet.ts';

interface Activity {
  records: number;
  bytes: number;
  lastRecordAt: string | null;
  lagSeconds: number | null;
}

export interface InputStatusesOptions {
  metrics: Metrics;
  types: readonly InputType[];
  /** Whether senders must show a token. */
  needsToken: boolean;
}

const ORDER: readonly InputState[] = ['listening', 'connected', 'connecting', 'failed', 'off'];

/** What the inputs do and did: for people, where /metrics is for machines. */
export class InputStatuses {
  readonly #options: InputStatusesOptions;
  readonly #activities = new Map<string, Activity>();

  constructor(options: InputStatusesOptions) {
    this.#options = options;
  }

  /** Counts what an input brought; the spans of an input (`otlp.spans`) are its records here. */
  count({ source, rows, bytes, newest }: Accepted): void {
    const { received, receivedBytes, lag } = this.#options.metrics;
    const now = Date.now();
    received.inc({ input: source }, rows);
    receivedBytes.inc({ input: source }, bytes);
    const activity = this.#activity(inputOf(source));
    activity.records += rows;
    activity.bytes += bytes;
    activity.lastRecordAt = new Date(now).toISOString();
    if (newest === undefined) return;
    // A sender's clock may be ahead of ours.
    activity.lagSeconds = Math.max(0, (now - newest) / 1e3);
    lag.observe({ input: source }, activity.lagSeconds);
  }

  /** How many records an input brought since the server started. */
  recordsOf(name: string): number {
    return this.#activity(name).records;
  }

  /**
   * @param http the address of the HTTP server
   * @param host how whoever asks calls this server (the header Host): addresses are shown as they are reached from there
   */
  async all(inputs: readonly Input[], http: string, host = http): Promise<InputStatus[]> {
    const { rejected, dropped, connections } = this.#options.metrics;
    const counts = {
      rejected: await valuesOf(rejected),
      dropped: await valuesOf(dropped),
      connections: await valuesOf(connections),
    };
    const sum = (values: Value[]): number => values.reduce((total, { value }) => total + value, 0);
    return inputs.map((input) => {
      const own = (values: Value[]): Value[] =>
        values.filter(({ labels }) => inputOf(String(labels.input)) === input.name);
      const refused = own(counts.rejected);
      const ways = this.#ways(input, host);
      return {
        name: input.name,
        title: this.#type(input).title,
        state: stateOf(ways),
        ways,
        ...this.#activity(input.name),
        rejected: sum(refused),
        reasons: Object.fromEntries(refused.map(({ labels, value }) => [String(labels.reason), value])),
        dropped: sum(own(counts.dropped)),
        connections: sum(own(counts.connections)),
      };
    });
  }

  /** The state of an input, without all that is known of it. */
  stateOf(input: Input): InputState {
    return stateOf(this.#ways(input, ''));
  }

  #ways(input: Input, host: string): InputWay[] {
    const { snippets } = this.#type(input);
    const origin = `http://${host}`;
    const token = this.#options.needsToken ? 'TOKEN' : undefined;
    const way = (key: string, address: string, state: InputState, problem: string | undefined): InputWay => {
      const shown = reachable(address, host);
      const make = state === 'failed' ? undefined : snippets[key];
      return {
        key: key === 'paths' ? 'http' : `inputs.${input.name}.${key}`,
        address: shown,
        state,
        ...(problem === undefined ? {} : { problem }),
        snippets: make?.(reachOf(shown, origin, token)) ?? [],
      };
    };
    const listeners = input
      .listeners()
      .map(({ key, address, problem }) =>
        way(key, address, problem === undefined ? 'listening' : 'failed', problem),
      );
    const paths = input.routes === undefined ? [] : [way('paths', host, 'listening', undefined)];
    const sources = input.outward?.() ?? [];
    return [
      ...listeners,
      ...paths,
      ...sources.map(({ key, address, state, problem }) => way(key, address, state, problem)),
    ];
  }

  #type({ name }: Input): InputType {
    return this.#options.types.find((type) => type.name === name)!;
  }

  #activity(name: string): Activity {
    let activity = this.#activities.get(name);
    if (activity === undefined) {
      activity = { records: 0, bytes: 0, lastRecordAt: null, lagSeconds: null };
      this.#activities.set(name, activity);
    }
    return activity;
  }
}

function stateOf(ways: readonly InputWay[]): InputState {
  return ORDER.find((state) => ways.some((way) => way.state === state)) ?? 'off';
}

/** An address of all interfaces is reached under the name by which this server was asked. */
function reachable(address: string, host: string): string {
  const name = host.replace(/:\d+$/, '');
  return address.replace(/^(?:0\.0\.0\.0|\[::\]):/, () => `${name}:`);
}

const inputOf = (source: string): string => source.split('.', 1)[0]!;

type Metric = Pick<Counter, 'get'>;
type Value = Awaited<ReturnType<Metric['get']>>['values'][number];

async function valuesOf(metric: Metric): Promise<Value[]> {
  return (await metric.get()).values;
}
