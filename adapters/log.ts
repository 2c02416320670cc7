import { now } from './clock.ts';

type Level = 'info' | 'warn' | 'error';
type Fact = string | number | boolean | undefined;

let write = (line: string): void => console.log(line);

/** Sends log lines elsewhere: the embedded host keeps its terminal for people. */
export const useLog = (other: (line: string) => void): void => {
  write = other;
};

/** One JSON line of plain facts. Callers pass ids, never bodies, tokens, names or addresses. */
export const log = (level: Level, message: string, facts: Record<string, Fact> = {}): void => {
  write(JSON.stringify({ at: new Date(now()).toISOString(), level, message, ...facts }));
};

/** A count that CloudWatch reads from the log (embedded metric format) and an alarm can watch. */
export const count = (metric: string, value: number): void => {
  write(
    JSON.stringify({
      _aws: {
        Timestamp: now(),
        CloudWatchMetrics: [
          { Namespace: 'ORA', Dimensions: [[]], Metrics: [{ Name: metric, Unit: 'Count' }] },
        ],
      },
      [metric]: value,
    }),
  );
};
