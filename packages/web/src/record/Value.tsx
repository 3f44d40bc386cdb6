import { AnsiText } from '../table/AnsiText.tsx';
import { JsonTree } from './JsonTree.tsx';
import { readJson } from './json.ts';
import { StackTrace } from './StackTrace.tsx';
import { isStack } from './stack.ts';

const SHOWN = 100_000;

/** A text in the form that reads best: a tree for JSON, folded frames for a stack trace, colours for a terminal's. */
export function Value({ text }: { text: string }) {
  if (text.length > SHOWN) {
    return (
      <>
        {text.slice(0, SHOWN)}
        <em className="text-ink-faint"> … {text.length - SHOWN} more characters: copy to see them</em>
      </>
    );
  }
  const json = readJson(text);
  if (json !== undefined) return <JsonTree value={json} />;
  if (isStack(text)) return <StackTrace text={text} />;
  return <AnsiText text={text} />;
}
