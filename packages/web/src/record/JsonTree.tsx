import type { Json } from './json.ts';

const OPEN_DEPTH = 2;

/** JSON as a tree that folds; deep parts begin closed. */
export function JsonTree({ value, name, depth = 0 }: { value: Json; name?: string; depth?: number }) {
  if (typeof value !== 'object' || value === null) {
    return (
      <div className="break-words">
        <Name name={name} />
        <Leaf value={value} />
      </div>
    );
  }
  const entries = Array.isArray(value)
    ? value.map((item, index): [string, Json] => [String(index), item])
    : Object.entries(value);
  return (
    <details open={depth < OPEN_DEPTH}>
      <summary className="cursor-pointer hover:bg-hover">
        <Name name={name} />
        <span className="text-ink-faint">
          {Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`}
        </span>
      </summary>
      <div className="ml-1.5 border-l border-line pl-3">
        {entries.map(([key, item]) => (
          <JsonTree key={key} name={key} value={item} depth={depth + 1} />
        ))}
      </div>
    </details>
  );
}

const Name = ({ name }: { name: string | undefined }) =>
  name === undefined ? null : <span className="text-accent">{name}: </span>;

function Leaf({ value }: { value: null | boolean | number | string }) {
  if (typeof value === 'string') return <span className="text-ink">{JSON.stringify(value)}</span>;
  return <span className="text-warn">{String(value)}</span>;
}
