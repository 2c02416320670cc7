let ahead = 0;
let latest = 0;

/**
 * Milliseconds since the epoch. The one clock of the record; only the embedded host ever moves it. It
 * stands still where the wall clock is set back, because no event may lie before the one before it.
 */
export const now = (): number => {
  latest = Math.max(latest, Date.now() + ahead);
  return latest;
};

/** The same instant as ISO 8601 in UTC with milliseconds. */
export const timestamp = (): string => new Date(now()).toISOString();

/** Sets how far the clock runs ahead of the wall clock, in milliseconds (negative: behind), rounded to whole ones. Embedded host only. */
export const setClockAhead = (milliseconds: number): void => {
  const whole = Math.round(milliseconds);
  if (whole < ahead) latest = 0;
  ahead = whole;
};
