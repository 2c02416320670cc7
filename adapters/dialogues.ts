import { randomUUID } from 'node:crypto';
import { DialogueHead, headOfDialogue } from '../domain/dialogue/chain.ts';
import { DialogueEvent, type NewDialogueEvent } from '../domain/dialogue/events.ts';
import { type Dialogue, dialogueOf } from '../domain/dialogue/records.ts';
import { missions } from '../domain/reference/missions.ts';
import { appendWrites, attributesOf, eventItems, placedAfter } from './chained-record.ts';
import { dialogueEventHash } from './hashing.ts';
import { dialogueEventKey, dialogueHeadKey } from './keys.ts';
import { getItems, transact, type Write } from './table.ts';

/** The events of a mission's dialogue in their order; none where nothing was recorded yet. */
export async function* dialogueEventsOf(mission: string): AsyncGenerator<DialogueEvent> {
  for await (const item of eventItems(dialogueHeadKey(mission).pk, 0))
    yield DialogueEvent.parse(attributesOf(item));
}

/** The whole dialogue of a mission as records. */
export const getDialogue = async (mission: string): Promise<Dialogue> =>
  dialogueOf(await Array.fromAsync(dialogueEventsOf(mission)));

/** The head of every dialogue that has begun, by mission. */
export const missionHeads = async (): Promise<(DialogueHead & { mission: string })[]> => {
  const items = await getItems(missions.map(({ acronym }) => dialogueHeadKey(acronym)));
  return items.map((item) => ({
    mission: item.pk.slice('MISSION#'.length),
    ...DialogueHead.parse(attributesOf(item)),
  }));
};

/**
 * Appends one event to the dialogue of a mission in one transaction with its head and whatever the
 * command adds. Throws LostCondition (`head`, `event`, or a name of `extra`) when somebody was faster.
 */
export const appendToDialogue = async (
  mission: string,
  before: readonly DialogueEvent[],
  newEvent: NewDialogueEvent,
  extra: (event: DialogueEvent) => readonly Write[],
): Promise<DialogueEvent> => {
  const head = headOfDialogue(before);
  const unhashed = placedAfter(head, newEvent);
  // What could not be read again is never written.
  const event = DialogueEvent.parse({ ...unhashed, hash: dialogueEventHash(mission, unhashed) });
  const moved: DialogueHead = { version: event.seq, chain: event.hash };
  await transact(
    [
      ...appendWrites(
        head,
        { ...dialogueHeadKey(mission), ...moved },
        { ...dialogueEventKey(mission, event.seq), ...event },
      ),
      ...extra(event),
    ],
    randomUUID(),
  );
  return event;
};
