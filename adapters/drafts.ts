import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { Answers } from '../domain/answers.ts';
import { dueFrom } from '../domain/people/retention.ts';
import { Preparation } from '../domain/preparation.ts';
import type { Head } from '../domain/review.ts';
import { type Stage, stages } from '../domain/stages.ts';
import { Instant } from '../domain/text.ts';
import { timestamp } from './clock.ts';
import { draftKey, headKey } from './keys.ts';
import { absent, getItem, getItems, transact, type Write } from './table.ts';
import { draftExpiry } from './table-definition.ts';

/** A partial form, kept until its stage is submitted, and for a while after. Its revision counts the savings. */
const Draft = z.object({
  revision: z.int(),
  answers: Answers,
  ready: Preparation.shape.ready.default([]),
  remarks: Preparation.shape.remarks.default([]),
});
export type Draft = z.output<typeof Draft>;

const Saved = z.object({ savedAt: Instant.optional() });

export const getDraft = async (
  review: string,
  stage: Stage,
  round: number,
): Promise<Draft | undefined> => {
  const item = await getItem(draftKey(review, stage, round));
  return item && Draft.parse(item);
};

/** When it was saved, and the second from which the table on AWS may delete it: the one item that ever expires. */
const timeToLive = (savedAt: string) => {
  const due = dueFrom('draft', savedAt);
  return { savedAt, ...(due && { [draftExpiry]: Math.ceil(Date.parse(due) / 1000) }) };
};

/** Which drafts of these reviews there are, and when each was last saved; not what is in them. */
export const draftsOf = async (
  heads: readonly Head[],
): Promise<{ review: string; name: string; savedAt: string }[]> => {
  const keys = heads.flatMap(({ id, round }) =>
    Array.from({ length: round }, (_, index) =>
      stages.map((stage) => ({ review: id, key: draftKey(id, stage, index + 1) })),
    ).flat(),
  );
  const reviews = new Map(keys.map(({ review, key }) => [key.pk, review]));
  const found: Awaited<ReturnType<typeof draftsOf>> = [];
  for (let from = 0; from < keys.length; from += 100)
    for (const item of await getItems(keys.slice(from, from + 100).map(({ key }) => key))) {
      const { savedAt } = Saved.parse(item);
      if (savedAt) found.push({ review: reviews.get(item.pk) ?? '', name: item.sk, savedAt });
    }
  return found;
};

/**
 * Saves a draft over the revision it was made from, while its stage and round are open and the review
 * is on the version that asked for it, in one transaction with what the save rests on. LostCondition
 * names `draft`, `head` or a name of `extra`. Touches neither head nor record.
 */
export const putDraft = async (
  { id, stage, round, instrument }: Head,
  { revision, ...draft }: Draft,
  extra: readonly Write[],
): Promise<void> => {
  const savedAt = timestamp();
  await transact(
    [
      {
        name: 'draft',
        put: { ...draftKey(id, stage, round), ...timeToLive(savedAt), revision, ...draft },
        condition:
          revision === 1
            ? absent
            : { expression: 'revision = :seen', values: { ':seen': revision - 1 } },
      },
      {
        name: 'head',
        check: headKey(id),
        condition: {
          expression:
            '#phase = :open AND #stage = :stage AND #round = :round AND #instrument.#version = :version',
          names: {
            '#phase': 'phase',
            '#stage': 'stage',
            '#round': 'round',
            '#instrument': 'instrument',
            '#version': 'version',
          },
          values: {
            ':open': 'open',
            ':stage': stage,
            ':round': round,
            ':version': instrument.version,
          },
        },
      },
      ...extra,
    ],
    randomUUID(),
  );
};

/**
 * The write that maps the answers of a draft, over the revision just read; where there is no draft,
 * the check that there is still none. Whatever else the draft holds stays. LostCondition names `draft`.
 */
export const mappedDraft = async (
  review: string,
  stage: Stage,
  round: number,
  map: (answers: Answers) => Answers,
): Promise<Write> => {
  const key = draftKey(review, stage, round);
  const item = await getItem(key);
  if (!item) return { name: 'draft', check: key, condition: absent };
  const { revision, answers } = Draft.parse(item);
  return {
    name: 'draft',
    put: { ...item, revision: revision + 1, answers: map(answers) },
    condition: { expression: 'revision = :seen', values: { ':seen': revision } },
  };
};

/** The draft that a new review begins with, for the transaction that opens it. */
export const firstDraft = (review: string, answers: Answers): Write => ({
  name: 'draft',
  put: { ...draftKey(review, 'self-assessment', 1), revision: 1, answers },
  condition: absent,
});
