import * as z from 'zod';
import { appendToDialogue, dialogueEventsOf } from '../../adapters/dialogues.ts';
import { keepAnswer } from '../../adapters/idempotency.ts';
import type { DialogueEvent, NewDialogueEvent } from '../../domain/dialogue/events.ts';
import { recordIdOf } from '../../domain/dialogue/record-id.ts';
import { type Dialogue, dialogueOf } from '../../domain/dialogue/records.ts';
import type { By } from '../../domain/events.ts';
import type { Action } from '../../domain/permissions.ts';
import { Instant } from '../../domain/text.ts';
import {
  type AnyAsked,
  identityOf,
  personUnchanged,
  replayOf,
  untilUndisturbed,
} from './command.ts';
import { permitMatter } from './matter.ts';
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

interface DialogueCommand {
  readonly action: Action;
  /** Refuses, as not found, a command on what this person may not see. */
  readonly find?: (dialogue: Dialogue) => Promise<void>;
  readonly decide: (dialogue: Dialogue, by: By) => NewDialogueEvent | Promise<NewDialogueEvent>;
}

/**
 * One command on the dialogue of a mission: visibility, then the earlier answer to the same key,
 * then policy and the rules; then one transaction with event and idempotency record.
 */
export const changeDialogue = async (
  asked: AnyAsked,
  mission: string,
  { action, find, decide }: DialogueCommand,
): Promise<Reply> => {
  const { person } = asked;
  const identity = identityOf(asked);
  // A key belongs to person, method and path, whichever mission the body names.
  const kept = `dialogue-${identity.hash}`;
  return untilUndisturbed(async () => {
    const events = await Array.fromAsync(dialogueEventsOf(mission));
    const dialogue = dialogueOf(events);
    await find?.(dialogue);
    const replay = await replayOf(kept, identity);
    if (replay) return replay;
    const by = permitMatter(person, action, { contributor: person.contributor, mission });
    const newEvent = await decide(dialogue, by);
    const event = await appendToDialogue(mission, events, newEvent, (placed) => [
      keepAnswer(kept, identity, answerOf(placed)),
      ...personUnchanged(person),
    ]);
    return answerOf(event);
  });
};
