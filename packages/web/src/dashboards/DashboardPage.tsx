import { Link, useParams } from '@tanstack/react-router';
import { ApiError } from '../data/api-error.ts';
import { useDocument } from '../documents/use-documents.ts';
import { DashboardView } from './DashboardView.tsx';

/** One dashboard of the server. */
export function DashboardPage() {
  const { id } = useParams({ from: '/dashboards/$id' });
  const { data, error, refetch } = useDocument('dashboards', id);
  // What is shown stays while the server is away.
  if (data !== undefined) return <DashboardView key={id} document={data} />;
  if (error === null) return <p className="p-6 text-ink-faint">Loading …</p>;
  const missing = error instanceof ApiError && error.status === 404;
  return (
    <div role="alert" className="m-6 grid max-w-xl gap-2 rounded-lg border border-line bg-raised p-4">
      <h1 className="text-base font-semibold">
        {missing ? 'There is no such dashboard' : 'This dashboard cannot be read'}
      </h1>
      <p className="text-ink-soft">
        {missing ? 'It was removed, or the address is not whole.' : error.message}
      </p>
      <p className="flex gap-4">
        <Link to="/dashboards" className="text-accent underline">
          All dashboards
        </Link>
        <button type="button" className="text-accent underline" onClick={() => void refetch()}>
          Try again
        </button>
      </p>
    </div>
  );
}
