let ahead = 0;

/** Milliseconds since the epoch. The one clock of the record; only the embedded host ever moves it. */
export const now = (): number => Date.now() + ahead;

/** The same instant as ISO 8601 in UTC with milliseconds. */
export const timestamp = (): string => new Date(now()).toISOString();

/** Sets how far the clock runs ahead of the wall clock, in milliseconds (negative: behind). Embedded host only. */
export const setClockAhead = (milliseconds: number): void => {
  ahead = milliseconds;
};
