const EXAMPLES = [
  ['timeout', 'records with this word in the message'],
  ['"connection refused"', 'with this phrase'],
  ['level:in(error, fatal) -service:=billing', 'by level, without a service'],
  ['http.status:>=500', 'by a number in any field'],
  ['* | stats by (service) count() as records', 'counts instead of records'],
] as const;

/** A few queries that teach the language by being tried. */
export function QueryExamples({ onQuery }: { onQuery: (query: string) => void }) {
  return (
    <section aria-label="Examples" className="mt-6">
      <h3 className="mb-1 font-semibold">Queries that work</h3>
      <ul className="grid gap-1">
        {EXAMPLES.map(([query, meaning]) => (
          <li key={query} className="flex flex-wrap items-baseline gap-x-3">
            <button
              type="button"
              className="font-mono text-xs text-accent underline"
              onClick={() => onQuery(query)}
            >
              {query}
            </button>
            <span className="text-ink-soft">{meaning}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
