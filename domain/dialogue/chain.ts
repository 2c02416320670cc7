import * as z from 'zod';
import type { DialogueEvent } from './events.ts';

/** How far the dialogue of a mission has come: the number of its events, and the hash of the last. */
export const DialogueHead = z.strictObject({ version: z.int().min(1), chain: z.string() });
export type DialogueHead = z.output<typeof DialogueHead>;

const follow = (head: DialogueHead | undefined, { seq, prev, hash }: DialogueEvent) => {
  const { version, chain } = head ?? { version: 0, chain: '' };
  if (seq !== version + 1 || prev !== chain)
    throw new Error(`event ${seq} of a dialogue does not follow version ${version}`);
  return { version: seq, chain: hash };
};

/** The head that a whole dialogue gives; undefined before its first event. Throws where it is broken. */
export const headOfDialogue = (events: readonly DialogueEvent[]): DialogueHead | undefined =>
  events.reduce<DialogueHead | undefined>(follow, undefined);
