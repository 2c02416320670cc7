import * as z from 'zod';
import { appendToDialogue, dialogueEventsOf } from '../../adapters/dialogues.ts';
import { keepAnswer, type RequestIdentity } from '../../adapters/idempotency.ts';
import type { DialogueEvent, NewDialogueEvent } from '../../domain/dialogue/events.ts';
import { recordIdOf } from '../../domain/dialogue/record-id.ts';
import { type Dialogue, dialogueOf } from '../../domain/dialogue/records.ts';
import type { By } from '../../domain/events.ts';
import type { Action } from '../../domain/permissions.ts';
import { Instant } from '../../domain/text.ts';
import { type AnyAsked, personUnchanged } from './command.ts';
import { once } from './once.ts';
import { permit } from './permission.ts';
import type { Reply } from './route.ts';

/** The answer to a command on a dialogue: which record it made or changed, and where that stands in the chain. */
export const DialogueReceipt = z
  .strictObject({
    mission: z.string(),
    id: z.string(),
    /** Of an expectation: which version this is. */
    version: z.int().optional(),
    seq: z.int(),
    head: z.string(),
    at: Instant,
  })
  .meta({ id: 'DialogueReceipt' });

const receiptOf = (event: DialogueEvent): z.output<typeof DialogueReceipt> => ({
  mission: event.facts.mission,
  id: recordIdOf(event),
  ...(event.type === 'expectation-recorded' && {
    version: (event.facts.supersedes?.version ?? 0) + 1,
  }),
  seq: event.seq,
  head: event.hash,
  at: event.at,
});

const answerOf = (event: DialogueEvent) => ({ status: 201, body: receiptOf(event) });

// A key belongs to person, method and path, whichever mission the body names.
const place = ({ hash }: RequestIdentity) => `dialogue-${hash}`;

/**
 * One command on the dialogue of a mission: the earlier answer to the same key, then policy and the
 * rules; then one transaction with event and idempotency record.
 */
export const changeDialogue = (
  asked: AnyAsked,
  mission: string,
  action: Action,
  decide: (dialogue: Dialogue, by: By) => NewDialogueEvent | Promise<NewDialogueEvent>,
): Promise<Reply> =>
  once(asked, place, async (identity) => {
    const { person } = asked;
    const by = permit(person, action, { contributor: person.contributor, mission });
    const events = await Array.fromAsync(dialogueEventsOf(mission));
    const newEvent = await decide(dialogueOf(events), by);
    const event = await appendToDialogue(mission, events, newEvent, (placed) => [
      keepAnswer(place(identity), identity, answerOf(placed)),
      ...personUnchanged(person),
    ]);
    return answerOf(event);
  });
