import type { Fault } from './faults.ts';

/** What the histories went through, for the last line of the test. */
export const counts = new Map<string, number>();

export const count = (what: string, by = 1): void => {
  counts.set(what, (counts.get(what) ?? 0) + by);
};

export const countFault = (fault: Fault): void =>
  count(fault === 'none' ? 'calls' : `fault ${fault}`);

export const countsAsText = (): string =>
  [...counts]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([what, number]) => `${what}: ${number}`)
    .join(', ');
