/** One placeholder of a pattern, with the text in front of it. */
export interface PatternStep {
  text: string;
  /** Empty for `<_>`, which matches and is thrown away. */
  field: string;
  /** What stands before a colon: `<q:field>` has `q`. */
  option: string;
}

/** A pattern of `extract` or `format`: texts with `<fields>` between them. */
export interface Pattern {
  steps: PatternStep[];
  /** The text after the last field. */
  tail: string;
  /** Why the pattern cannot be used, or empty. */
  problem: string;
}

export const FORMAT_OPTIONS: readonly string[] = [
  'q',
  'uc',
  'lc',
  'time',
  'duration',
  'duration_seconds',
  'ipv4',
  'urlencode',
  'urldecode',
  'hexencode',
  'hexdecode',
  'base64encode',
  'base64decode',
  'hexnumencode',
  'hexnumdecode',
];

/** Reads the pattern of `extract`: a text must stand between two fields, so that one can end. */
export function parseExtractPattern(pattern: string): Pattern {
  const parsed = parsePattern(pattern, ['plain']);
  if (parsed.problem !== '') return parsed;
  if (!parsed.steps.some(({ field }) => field !== ''))
    return { ...parsed, problem: 'A pattern without a named field' };
  const touching = parsed.steps.slice(1).some(({ text }) => text === '');
  return touching ? { ...parsed, problem: 'Two fields of a pattern with no text between them' } : parsed;
}

/** Reads the pattern of `format`. */
export function parseFormatPattern(pattern: string): Pattern {
  return parsePattern(pattern, FORMAT_OPTIONS);
}

function parsePattern(pattern: string, options: readonly string[]): Pattern {
  const steps: PatternStep[] = [];
  let problem = '';
  let end = 0;
  for (const match of pattern.matchAll(/<([^<>]*)>/g)) {
    const inside = match[1]!;
    const colon = inside.indexOf(':');
    const option = colon < 0 ? '' : inside.slice(0, colon);
    const known = option !== '' && options.includes(option);
    if (option !== '' && !known) problem = `An unknown option "${option}:" in a pattern`;
    const field = known ? inside.slice(colon + 1) : inside;
    steps.push({
      text: unescapeHtml(pattern.slice(end, match.index)),
      field: field === '_' ? '' : field,
      option: known ? option : '',
    });
    end = match.index + match[0].length;
  }
  return { steps, tail: unescapeHtml(pattern.slice(end)), problem };
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescapeHtml(text: string): string {
  return text.replace(/&(?:(lt|gt|amp|quot|apos)|#(\d{1,6}));/g, (whole, name?: string, code?: string) => {
    if (name !== undefined) return ENTITIES[name]!;
    return Number(code) <= 0x10ffff ? String.fromCodePoint(Number(code)) : whole;
  });
}
