import type { Input, ListenerState, OutwardState } from '../input.ts';
import type { OutwardSource } from './source.ts';

/** An input that connects outward: it has sources in place of listeners. */
export class OutwardInput implements Input {
  readonly name: string;
  readonly #sources: readonly OutwardSource[];

  constructor(name: string, sources: readonly OutwardSource[]) {
    this.name = name;
    this.#sources = sources;
  }

  async start(): Promise<void> {
    for (const source of this.#sources) source.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#sources.map((source) => source.stop()));
  }

  listeners(): ListenerState[] {
    return [];
  }

  outward(): OutwardState[] {
    return this.#sources.map(({ state }) => state);
  }
}

/** The parts of a setting that holds several. */
export function listOf(setting: string | undefined): string[] {
  return (setting ?? '').split(/[\s,]+/).filter((part) => part !== '');
}

/** An address as it may be shown: without the password. */
export function withoutSecrets(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//');
}
