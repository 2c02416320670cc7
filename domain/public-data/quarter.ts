import { dayAfter } from '../dashboard/day-parts.ts';

const two = (number: number): string => String(number).padStart(2, '0');

const partsOf = (quarter: string): [year: number, quarter: number] => [
  Number(quarter.slice(0, 4)),
  Number(quarter.slice(6)),
];

/** The first day of a quarter such as `2026-Q4`. */
export const firstDayOf = (quarter: string): string => {
  const [year, number] = partsOf(quarter);
  return `${year}-${two(number * 3 - 2)}-01`;
};

/** The quarter after another one. */
export const quarterAfter = (quarter: string): string => {
  const [year, number] = partsOf(quarter);
  return number === 4 ? `${year + 1}-Q1` : `${year}-Q${number + 1}`;
};

/** The last day of a quarter. */
export const lastDayOf = (quarter: string): string =>
  dayAfter(firstDayOf(quarterAfter(quarter)), -1);

// An event is dated before it is committed, and an index may be moments behind the table.
const graceMs = 15 * 60_000;

/** Whether a quarter is over, and everything that happened in it can be found. */
export const isClosed = (quarter: string, now: number): boolean =>
  now > Date.parse(firstDayOf(quarterAfter(quarter))) + graceMs;
