import { anyPending, flush, flushSync } from './flush.ts';
import { EXIT } from './options.ts';

/** Listens for the ends of the process that JavaScript can see. `exit` follows process.exit, an uncaught error, and an empty event loop. */
export function installSignals(): void {
  if (EXIT.exit) process.on('exit', flushSync);
  process.on('beforeExit', flushPending);
  for (const signal of EXIT.signals) process.on(signal as NodeJS.Signals, onSignal);
}

/** When an empty event loop first waited for handlers. */
let waitingSince: number | undefined;

/** The event loop is empty but can still wait: let network handlers finish, though not for ever. */
function flushPending(): void {
  if (!EXIT.exit || !anyPending()) return;
  waitingSince ??= Date.now();
  if (Date.now() - waitingSince < EXIT.deadline) void flush();
}

/** A listener takes away the signal's own effect: after the flush it is given back, unless others listen. */
function onSignal(signal: NodeJS.Signals): void {
  flushSync();
  if (process.listenerCount(signal) > 1) return;
  const end = () => {
    process.removeListener(signal, onSignal);
    process.kill(process.pid, signal);
  };
  if (!anyPending()) {
    end();
    return;
  }
  const timer = setTimeout(end, EXIT.deadline);
  void flush().finally(() => {
    clearTimeout(timer);
    flushSync();
    end();
  });
}
