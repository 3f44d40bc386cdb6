import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { linter } from '@codemirror/lint';
import { Compartment, Prec } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { check } from './check.ts';
import { completionSource, type NameSource } from './completion.ts';
import { logsql } from './language.ts';
import { look } from './look.ts';

export interface QueryEditorProps {
  value: string;
  onChange: (value: string) => void;
  /** Enter; gets the text, for the state may not have come round yet. */
  onEnter: (value: string) => void;
  /** Up at the first line (1) and down at the last (-1): earlier and later queries. */
  onWalk: (step: number) => void;
  names: NameSource;
  hint: string;
  invalid: boolean;
  takesFocus: () => boolean;
}

const attributes = (invalid: boolean) =>
  EditorView.contentAttributes.of({
    'aria-label': 'Query',
    'aria-invalid': String(invalid),
    autocapitalize: 'off',
    spellcheck: 'false',
  });

/** The query box with colours, completion and errors where they are. Loaded after the first paint. */
export default function QueryEditor(props: QueryEditorProps) {
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef(props);
  const state = useRef(new Compartment());
  latest.current = props;

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; what changes is read from `latest`
  useEffect(() => {
    const editor = new EditorView({
      parent: parent.current!,
      doc: props.value,
      extensions: extensions(() => latest.current, state.current.of(attributes(props.invalid)), props.hint),
    });
    view.current = editor;
    if (props.takesFocus()) {
      editor.focus();
      editor.dispatch({ selection: { anchor: editor.state.doc.length } });
    }
    return () => editor.destroy();
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || editor.state.doc.toString() === props.value) return;
    editor.dispatch({
      changes: { from: 0, to: editor.state.doc.length, insert: props.value },
      selection: { anchor: props.value.length },
    });
  }, [props.value]);

  useEffect(() => {
    view.current?.dispatch({ effects: state.current.reconfigure(attributes(props.invalid)) });
  }, [props.invalid]);

  return <div ref={parent} className="flex min-w-0 flex-1" />;
}

function extensions(latest: () => QueryEditorProps, state: ReturnType<Compartment['of']>, hint: string) {
  const walk = (step: number) => (editor: EditorView) => {
    if (editor.state.doc.lines > 1) return false;
    latest().onWalk(step);
    return true;
  };
  return [
    logsql,
    look,
    state,
    history(),
    bracketMatching(),
    closeBrackets(),
    EditorView.lineWrapping,
    placeholder(hint),
    linter((editor) => check(editor.state.doc.toString()), { delay: 400 }),
    autocompletion({
      icons: true,
      override: [
        completionSource({
          fields: () => latest().names.fields(),
          values: (field, prefix) => latest().names.values(field, prefix),
        }),
      ],
    }),
    // An open completion comes first; a bare Enter asks, Shift-Enter begins a line.
    Prec.high(keymap.of([...completionKeymap, { key: 'Tab', run: acceptCompletion }])),
    keymap.of([
      {
        key: 'Enter',
        run: (editor) => {
          latest().onEnter(editor.state.doc.toString());
          return true;
        },
      },
      { key: 'ArrowUp', run: walk(1) },
      { key: 'ArrowDown', run: walk(-1) },
      ...closeBracketsKeymap,
      ...historyKeymap,
      ...defaultKeymap,
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) latest().onChange(update.state.doc.toString());
    }),
  ];
}
