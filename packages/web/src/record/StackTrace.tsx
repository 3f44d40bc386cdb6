import { foldStack, readStack, type StackLine } from './stack.ts';

const LOOKS = {
  own: 'text-ink',
  library: 'text-ink-faint',
  head: 'font-semibold text-error',
  text: 'text-ink-soft',
};

/** A stack trace with the frames of libraries folded away. */
export function StackTrace({ text }: { text: string }) {
  return (
    <>
      {foldStack(readStack(text)).map((part) =>
        Array.isArray(part) ? <Folded key={part[0]!.at} lines={part} /> : <Line key={part.at} line={part} />,
      )}
    </>
  );
}

const Line = ({ line }: { line: StackLine }) => <div className={LOOKS[line.kind]}>{line.text || ' '}</div>;

function Folded({ lines }: { lines: StackLine[] }) {
  if (lines.length < 3) return lines.map((line) => <Line key={line.at} line={line} />);
  return (
    <details>
      <summary className="cursor-pointer text-ink-faint hover:text-ink">
        {' '}
        … {lines.length} lines of libraries
      </summary>
      {lines.map((line) => (
        <Line key={line.at} line={line} />
      ))}
    </details>
  );
}
