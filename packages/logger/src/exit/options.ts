/** What happens to lines that are kept back when the process ends. */
export interface ExitOptions {
  /** Flush on `exit`, which also follows an uncaught error. @default true */
  exit: boolean;
  /** Flush on these signals and then end as the signal asks; with own listeners in the application only flush. @default SIGTERM, SIGINT, SIGHUP */
  signals: readonly string[];
  /** Milliseconds that a signal may wait for handlers that cannot write synchronously. @default 2000 */
  deadline: number;
}

export const EXIT: ExitOptions = { exit: true, signals: ['SIGTERM', 'SIGINT', 'SIGHUP'], deadline: 2000 };

/** Changes what happens at exit. Call it before the first handler is made; `{ exit: false, signals: [] }` opts out. */
export function configureExit(options: Partial<ExitOptions>): void {
  Object.assign(EXIT, options);
}
