import { type ComponentType, useCallback, useEffect, useRef, useState } from 'react';
import type { ApiError } from '../data/api-error.ts';
import type { Feed } from '../data/feed.ts';
import type { QueryEditorProps } from '../editor/QueryEditor.tsx';
import { IconButton } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { NARROW, useMedia } from '../ui/media.ts';
import { PlainInput } from './PlainInput.tsx';
import { QueryLists } from './QueryLists.tsx';
import { queryHistory, rememberQuery } from './query-history.ts';
import { useNames } from './use-names.ts';

interface QueryBoxProps {
  query: string;
  onQuery: (query: string) => void;
  error: ApiError | undefined;
  feed: Feed;
  /** Whether the first rows stand: the editor is large, and may come after them. */
  ready: boolean;
}

const HINT = 'Search: words, "a phrase", field:value, level:error, | stats by (service) count()';
const SHORT_HINT = 'Search: words, field:value';

/** The query as text. Enter asks; filters elsewhere in the page change this same text. */
export function QueryBox({ query, onQuery, error, feed, ready }: QueryBoxProps) {
  const [draft, setDraft] = useState(query);
  const [place, setPlace] = useState(-1);
  const Editor = useEditor(ready);
  const typing = useRef(false);
  const onGone = useCallback((focused: boolean) => {
    typing.current = focused;
  }, []);
  const names = useNames(feed);
  const narrow = useMedia(NARROW);
  useEffect(() => setDraft(query), [query]);

  const ask = (text: string) => {
    rememberQuery(text);
    setPlace(-1);
    setDraft(text);
    onQuery(text.trim());
  };
  const walk = (step: number) => {
    const list = queryHistory();
    const next = Math.max(-1, Math.min(place + step, list.length - 1));
    setPlace(next);
    setDraft(next === -1 ? '' : list[next]!);
  };
  const field = {
    value: draft,
    onChange: setDraft,
    onEnter: ask,
    onWalk: walk,
    invalid: error !== undefined,
    hint: narrow ? SHORT_HINT : HINT,
  };

  return (
    <div
      data-query-box
      className="flex min-h-8 items-start gap-1 rounded-md border border-line-strong bg-paper pr-0.5 pl-2 focus-within:border-accent focus-within:outline-1 focus-within:outline-accent"
    >
      <Icon name="search" className="mt-1.5 text-ink-faint" />
      {Editor === undefined ? (
        <PlainInput {...field} onGone={onGone} />
      ) : (
        <Editor {...field} names={names} takesFocus={() => typing.current} />
      )}
      {draft !== '' && <IconButton icon="close" label="Clear the query" onClick={() => ask('')} />}
      <QueryLists query={draft} onPick={ask} />
    </div>
  );
}

/** Loads the editor once the first rows stand. */
function useEditor(ready: boolean): ComponentType<QueryEditorProps> | undefined {
  const [Editor, setEditor] = useState<ComponentType<QueryEditorProps>>();
  useEffect(() => {
    if (!ready) return;
    let current = true;
    void import('../editor/QueryEditor.tsx').then((module) => {
      if (current) setEditor(() => module.default);
    });
    return () => {
      current = false;
    };
  }, [ready]);
  return Editor;
}
