import { FirstRecord } from './FirstRecord.tsx';

/** How to send records to this server. */
export function ConnectPage() {
  return (
    <div className="h-full overflow-auto">
      <div className="mx-auto max-w-4xl p-4 sm:p-8">
        <h1 className="text-lg font-semibold">Connect</h1>
        <FirstRecord />
      </div>
    </div>
  );
}
