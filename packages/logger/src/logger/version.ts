/** Counts changes of loggers and handlers, so that what was worked out before a change is not used after it. */
export const changes = { count: 0 };
