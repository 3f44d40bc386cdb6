import { setTimeout as sleep } from 'node:timers/promises';

export interface PollOptions {
  /** After how many ms waiting fails. @default 10,000 */
  deadline?: number;
  /** Ms between two looks. @default 20 */
  every?: number;
}

/**
 * Waits until a probe gives something other than undefined or false, and gives that.
 *
 * @throws Error that names what was waited for, and what the probe threw last
 */
export async function until<Value>(
  what: string,
  probe: () => Value | undefined | false | Promise<Value | undefined | false>,
  { deadline = 10_000, every = 20 }: PollOptions = {},
): Promise<Value> {
  const end = Date.now() + deadline;
  let cause: unknown;
  for (;;) {
    try {
      const value = await probe();
      if (value !== undefined && value !== false) return value;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (Date.now() > end) throw new Error(`waited ${deadline} ms in vain for ${what}`, { cause });
    await sleep(every);
  }
}

/** Fails when a promise is not settled in time. */
export async function within<Value>(
  what: string,
  milliseconds: number,
  work: Promise<Value>,
): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`${what} took more than ${milliseconds} ms`)),
    milliseconds,
  );
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
