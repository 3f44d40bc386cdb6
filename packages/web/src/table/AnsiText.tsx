import { readAnsi } from './ansi.ts';

/** The terminal's colours in those of the theme, so that they can be read in light and dark. */
const COLORS = [
  'text-ink-soft',
  'text-error',
  'text-good',
  'text-warn',
  'text-debug',
  'text-fatal',
  'text-info',
  'text-ink',
] as const;

/** A text with the colours that its terminal sequences ask for. */
export function AnsiText({ text }: { text: string }) {
  if (!text.includes('\u001b')) return text;
  return readAnsi(text).map((segment) => (
    <span
      key={segment.at}
      className={`${segment.color === undefined ? '' : COLORS[segment.color]} ${segment.bold ? 'font-bold' : ''}`}
    >
      {segment.text}
    </span>
  ));
}
