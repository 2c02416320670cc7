import { oneOf, type Random } from '../crash/seeded.ts';

const day = 86_400_000;

/** What lies between two moments at which people act: the machine at its quarters of an hour, or a jump of the clock. */
export interface Interval {
  /** Milliseconds. */
  readonly length: number;
  readonly jump: boolean;
  /** The host is closed before the jump and opened after it. */
  readonly restart: boolean;
}

const jumps = [3_600_000, day, 40 * day] as const;

/** Eighteen months in pieces: about a week each; every sixth or so is a jump of an hour, a day or forty days. */
export const intervalsOf = (random: Random): Interval[] => {
  const intervals: Interval[] = [];
  const wanted = [...jumps, ...jumps.slice(0, 2), ...jumps, ...jumps.slice(0, 2)];
  let passed = 0;
  while (passed < 548 * day) {
    const isJump = intervals.length % 5 === 4 && wanted.length > 0;
    const length = isJump ? (wanted.shift() ?? day) : Math.floor((6 + random() * 12) * day);
    intervals.push({ length, jump: isJump, restart: isJump && random() < 0.6 });
    passed += length;
  }
  return intervals;
};

export type Act =
  | 'submit'
  | 'acknowledge'
  | 'extend'
  | 'suspend'
  | 'resume'
  | 'withdraw'
  | 'assign'
  | 'move'
  | 'return'
  | 'decide'
  | 'sign';

const choices: Record<string, readonly [Act, ...Act[]]> = {
  self_assessment: [
    'submit',
    'submit',
    'submit',
    'acknowledge',
    'extend',
    'suspend',
    'withdraw',
    'assign',
    'move',
  ],
  evaluation: ['submit', 'submit', 'submit', 'assign', 'assign', 'return', 'extend', 'suspend'],
  decision: ['decide', 'decide', 'acknowledge', 'return'],
  verification: ['submit', 'submit', 'submit', 'assign', 'move', 'extend', 'suspend', 'withdraw'],
  signature: ['sign', 'sign', 'acknowledge'],
};

/** What somebody does with a review as it stands. */
export const actFor = (random: Random, situation: string, suspended: boolean): Act | undefined => {
  if (suspended) return random() < 0.5 ? 'resume' : undefined;
  const possible = choices[situation];
  return possible && oneOf(random, possible);
};
