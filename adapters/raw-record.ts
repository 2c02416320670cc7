import { nameOf, type Reference, referencesIn } from '../domain/verification/references.ts';
import { getNamedAnswers } from './answers.ts';
import { attributesOf, eventItems } from './chained-record.ts';
import { dialogueHeadKey, headKey } from './keys.ts';
import { getItem } from './table.ts';

type Raw = Record<string, unknown>;

const rawEvents = async (partition: string): Promise<Raw[]> =>
  (await Array.fromAsync(eventItems(partition, 0))).map(attributesOf);

/** Answers that cannot be read are left out: a verification then says that they are not here. */
const answersAt = async (review: string, { stage, name }: Reference) => {
  try {
    return await getNamedAnswers(review, stage, name);
  } catch {
    return undefined;
  }
};

const tries = 5;

/** The head, and the events that led to it: read again where the record moved between the two. */
const headAndEvents = async (review: string): Promise<{ head: Raw; events: Raw[] }> => {
  for (let attempt = 1; ; attempt += 1) {
    const events = await rawEvents(headKey(review).pk);
    const item = await getItem(headKey(review));
    const head = { ...(item && attributesOf(item)), id: review };
    const moved = Number((head as Raw).version) > events.length;
    if (!moved || attempt === tries) return { head, events };
  }
};

/**
 * A review as it lies in the table, whatever it may be by now: its head, its events, and the answers
 * that they refer to. Nothing is checked, so that what was tampered with gets into an export like the rest.
 */
export const rawReview = async (
  review: string,
): Promise<{ head: Raw; events: Raw[]; answers: Raw }> => {
  const { head, events } = await headAndEvents(review);
  const answers: Raw = {};
  for (const reference of events.flatMap(referencesIn)) {
    const found = await answersAt(review, reference);
    if (found) answers[nameOf(reference)] = found;
  }
  return { head, events, answers };
};

/** The same of the dialogue on a mission, which refers to no answers. */
export const rawDialogue = async (mission: string): Promise<Raw[]> =>
  rawEvents(dialogueHeadKey(mission).pk);
