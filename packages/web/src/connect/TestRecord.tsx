import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from '../ui/Button.tsx';
import { sendTestRecord } from './test-record.ts';

/** Sends a record and shows it arriving: the whole way, there and back. */
export function TestRecord() {
  const { mutate, data, error, isPending } = useMutation({ mutationFn: sendTestRecord });
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button look="strong" disabled={isPending} onClick={() => mutate()}>
        Send a test record
      </Button>
      <p role="status" className={error ? 'text-error' : 'text-ink-soft'}>
        {isPending && 'On its way …'}
        {error?.message}
        {data !== undefined && !isPending && (
          <>
            Stored on disk and back on the live stream in {Math.max(1, Math.round(data))} ms.{' '}
            <Link to="/" search={{ q: 'service:=logboom-page' }} className="text-accent underline">
              See it
            </Link>
          </>
        )}
      </p>
    </div>
  );
}
