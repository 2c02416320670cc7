const dayLong = 86_400_000;

/** The quarter of a day or an instant in UTC, such as `2026-Q4`. */
export const quarterOf = (day: string): string =>
  `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

/** The month of a day or an instant in UTC, `YYYY-MM`. */
export const monthOf = (day: string): string => day.slice(0, 7);

/** The day so many days after another one, both `YYYY-MM-DD`. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * dayLong).toISOString().slice(0, 10);

/** The whole days that have passed between two days or instants. */
export const daysBetween = (from: string, until: string): number =>
  Math.floor((Date.parse(until) - Date.parse(from)) / dayLong);

/** How many months one month lies before another one, both `YYYY-MM`. */
export const monthsBetween = (from: string, until: string): number =>
  (Number(until.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
  Number(until.slice(5, 7)) -
  Number(from.slice(5, 7));

/** The last instant of a day in UTC. */
export const endOf = (day: string): string => `${day}T23:59:59.999Z`;
