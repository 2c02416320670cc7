import * as z from 'zod';

/** The three human stages of a review, in the order of the chain. */
export const stages = ['self-assessment', 'evaluation', 'verification'] as const;

export const Stage = z.enum(stages);
export type Stage = z.output<typeof Stage>;

/** Who answers each stage: the party that holds the ball while the stage is open. */
export const holders = {
  'self-assessment': 'contributor',
  evaluation: 'secretariat',
  verification: 'mission',
} as const satisfies Record<Stage, string>;
export type Holder = (typeof holders)[Stage];

/** What the voice of each stage is called in scores and in the ledger. */
export const voiceNames = {
  'self-assessment': 'self',
  evaluation: 'evaluation',
  verification: 'verification',
} as const satisfies Record<Stage, string>;

/** The stage after this one, or undefined after the last. */
export const nextStage = (stage: Stage): Stage | undefined => stages[stages.indexOf(stage) + 1];
