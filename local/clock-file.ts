import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setClockAhead } from '../adapters/clock.ts';

export interface MovableClock {
  /** How far the clock runs ahead of the wall clock, in milliseconds. */
  ahead(): number;
  /** Moves the clock; it never goes back. */
  forward(milliseconds: number): void;
}

const read = (file: string): number | undefined => {
  try {
    const { ahead } = JSON.parse(readFileSync(file, 'utf8'));
    return typeof ahead === 'number' ? ahead : undefined;
  } catch {
    return undefined;
  }
};

/**
 * The clock of the embedded host, kept across restarts. A clock that was left behind the wall
 * clock (a demonstration that was cut off) catches up when it is opened again.
 */
export const openClock = (file: string, begin: number): MovableClock => {
  const kept = read(file);
  let ahead = kept === undefined ? begin : Math.max(kept, 0);
  const keep = () => {
    setClockAhead(ahead);
    writeFileSync(`${file}.new`, JSON.stringify({ ahead }));
    renameSync(`${file}.new`, file);
  };
  keep();
  return {
    ahead: () => ahead,
    forward(milliseconds) {
      if (!(milliseconds >= 0)) throw new RangeError('the clock only goes forward');
      ahead += milliseconds;
      keep();
    },
  };
};
