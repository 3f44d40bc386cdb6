import { type ErrorComponentProps, Link } from '@tanstack/react-router';

/** What stands where a view failed: the reason, and a way on. */
export function PageError({ error }: ErrorComponentProps) {
  return (
    <div role="alert" className="m-6 max-w-xl rounded-lg border border-line bg-raised p-4">
      <h1 className="mb-1 text-base font-semibold">This view could not be shown</h1>
      <p className="mb-3 text-ink-soft">{error instanceof Error ? error.message : String(error)}</p>
      <button type="button" className="text-accent underline" onClick={() => location.reload()}>
        Load the page again
      </button>
    </div>
  );
}

export function PageMissing() {
  return (
    <div className="m-6 max-w-xl rounded-lg border border-line bg-raised p-4">
      <h1 className="mb-1 text-base font-semibold">There is no such page</h1>
      <Link to="/" className="text-accent underline">
        Go to the logs
      </Link>
    </div>
  );
}
