import type { FastifyInstance } from 'fastify';
import { INPUTS } from '../../inputs/table.ts';

/** What the page tells of the configuration: the answer of `/api/v1/settings`. No secret is in it. */
export interface Settings {
  /** Days that records are kept; null: for ever. */
  retention: number | null;
  tokens: {
    /** How many `auth.tokens` has; with none everyone may send. */
    count: number;
    /** Listeners that take records only with a token, once there is one, by their configuration key. */
    asked: string[];
    /** Listeners whose protocol has no place for a token: whoever reaches them may send. */
    open: string[];
  };
  store: 'embedded' | 'outside';
}

export interface SettingsSource {
  retention: number | undefined;
  tokens: readonly string[];
  store: Settings['store'];
  /** Configuration key of each listener → its address. */
  addresses: Readonly<Record<string, string>>;
}

const SETTINGS = {
  summary:
    'What is set: retention, how many tokens there are and which listeners ask for them, where records are kept.',
  answer: '{retention (days, null: for ever), tokens: {count, asked: [keys], open: [keys]}, store}',
};

/** `/api/v1/settings`. */
export function settingsRoute(http: FastifyInstance, source: SettingsSource): void {
  http.get('/api/v1/settings', { config: { describe: SETTINGS } }, async (): Promise<Settings> => {
    const keys = Object.keys(source.addresses).sort();
    return {
      retention: source.retention ?? null,
      tokens: {
        count: source.tokens.length,
        asked: keys.filter(asksForToken),
        open: keys.filter((key) => !asksForToken(key)),
      },
      store: source.store,
    };
  });
}

/** Of every input, its paths on the HTTP server do; of its own listeners those that it names. */
function asksForToken(key: string): boolean {
  const [, name, listener = ''] = key.split('.');
  return key === 'http' || (INPUTS.find((input) => input.name === name)?.tokens?.includes(listener) ?? false);
}
