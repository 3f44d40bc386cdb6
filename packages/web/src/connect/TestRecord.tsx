import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from '../ui/Button.tsx';
import { sendTestRecord } from './test-record.ts';

interface TestRecordProps {
  input: string;
  /** The last part of the listener's key; `http` for paths on the HTTP server. */
  listener: string;
}

/** Sends a record to a listener and shows it arriving: the whole way, there and back. */
export function TestRecord({ input, listener }: TestRecordProps) {
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => sendTestRecord(input, listener),
  });
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button
        look="outline"
        disabled={isPending}
        aria-label={`Send a test record to ${input}, ${listener}`}
        onClick={() => mutate()}
      >
        Send a test record
      </Button>
      <p role="status" className={error ? 'text-error' : 'text-ink-soft'}>
        {isPending && 'On its way …'}
        {error?.message}
        {data !== undefined && !isPending && (
          <>
            Stored on disk and back on the live stream in {Math.max(1, Math.round(data.milliseconds))} ms.{' '}
            <Link to="/" search={{ q: data.query }} className="text-accent underline">
              See it
            </Link>
          </>
        )}
      </p>
    </div>
  );
}
