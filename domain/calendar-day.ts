/** The day of an instant in UTC, `YYYY-MM-DD`. */
export const dayOf = (at: string): string => at.slice(0, 10);

/** The latest day that has begun anywhere on Earth at an instant: what is signed there today is no day ahead. */
export const latestDay = (at: string): string =>
  dayOf(new Date(Date.parse(at) + 14 * 3_600_000).toISOString());
