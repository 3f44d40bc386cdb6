import { ALIAS_OF } from '../../normalize/aliases.ts';
import { normalize } from '../../normalize/normalize.ts';
import type { Form } from '../form.ts';
import { QUOTED } from './parts.ts';

const PAIR = new RegExp(String.raw`([\w.@/-]+)=(?:${QUOTED}|([^\s"]*))(?: +|$)`, 'y');
const TELLING: ReadonlySet<string> = new Set(['timestamp', 'level', 'message']);

export const logfmt: Form = {
  name: 'logfmt',
  title: 'logfmt: key=value pairs, as logrus, Grafana, Heroku write them',
  starts: 'A@_',
  parse(line, draft) {
    const object: Record<string, string> = Object.create(null);
    let tells = false;
    let pairs = 0;
    PAIR.lastIndex = 0;
    while (PAIR.lastIndex < line.length) {
      const match = PAIR.exec(line);
      if (match === null) return false;
      const [, name, quoted, bare] = match;
      object[name!] = quoted === undefined ? bare! : quoted.includes('\\') ? withoutEscapes(quoted) : quoted;
      tells ||= TELLING.has(ALIAS_OF.get(name!)?.kind ?? '');
      pairs++;
    }
    // Two pairs one of which every log has: text with a stray `a=b` is no logfmt.
    if (pairs < 2 || !tells) return false;
    normalize(object, draft);
    return true;
  },
  examples: [
    {
      text: 'time=2024-11-17T10:15:30.123Z level=warn msg="slow query" service=shop duration=1.2s',
      time: '2024-11-17T10:15:30.123Z',
      level: 'warn',
      message: 'slow query',
      service: 'shop',
      attributes: { duration: '1.2s' },
    },
    {
      text: 'ts=2024-11-17T10:15:30Z caller=main.go:7 level=info msg="say \\"hello\\""',
      time: '2024-11-17T10:15:30Z',
      level: 'info',
      message: 'say "hello"',
      attributes: { caller: 'main.go:7' },
    },
  ],
};

function withoutEscapes(quoted: string): string {
  return quoted.replace(/\\(.)/g, (_, character: string) =>
    character === 'n' ? '\n' : character === 't' ? '\t' : character,
  );
}
