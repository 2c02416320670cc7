import * as z from 'zod';
import { By } from '../events.ts';
import { MissionAcronym } from '../review.ts';
import { Instant } from '../text.ts';
import { Briefing } from './briefing.ts';
import { StateCommitment } from './commitment.ts';
import { Consultation } from './consultation.ts';
import { Expectation } from './expectation.ts';
import { Closure } from './follow-up.ts';
import { HostState } from './host-state.ts';
import { Threat } from './threat.ts';

const facts = {
  'briefing-recorded': Briefing,
  'consultation-recorded': Consultation,
  'expectation-recorded': Expectation,
  'host-state-assessed': HostState,
  'threat-recorded': Threat,
  'commitment-recorded': StateCommitment,
  'follow-up-closed': Closure.extend({
    mission: MissionAcronym,
    record: z.string(),
    number: z.int().min(1),
  }),
} as const;

type DialogueEventType = keyof typeof facts;

const variant = <T extends DialogueEventType>(type: T) =>
  z.strictObject({
    type: z.literal(type),
    seq: z.int().min(1),
    at: Instant,
    by: By,
    facts: facts[type],
    /** SHA-256 of the event before, and of this event; base64url. */
    prev: z.string(),
    hash: z.string(),
  });

/** One thing that was said or settled about a mission. Appended, never changed, and chained by hash. */
export const DialogueEvent = z.discriminatedUnion('type', [
  variant('briefing-recorded'),
  variant('consultation-recorded'),
  variant('expectation-recorded'),
  variant('host-state-assessed'),
  variant('threat-recorded'),
  variant('commitment-recorded'),
  variant('follow-up-closed'),
]);
export type DialogueEvent = z.output<typeof DialogueEvent>;

/** An event before it has its place in the record. */
export type NewDialogueEvent = {
  [T in DialogueEventType]: {
    readonly type: T;
    readonly facts: z.output<(typeof facts)[T]>;
    readonly by: By;
  };
}[DialogueEventType];
