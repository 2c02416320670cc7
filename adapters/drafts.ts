import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { Answers } from '../domain/answers.ts';
import { Preparation } from '../domain/preparation.ts';
import type { Head } from '../domain/review.ts';
import type { Stage } from '../domain/stages.ts';
import { draftKey, headKey } from './keys.ts';
import { absent, getItem, transact, type Write } from './table.ts';

/** A partial form, saved until its stage is submitted. Its revision counts the savings. */
const Draft = z.object({
  revision: z.int(),
  answers: Answers,
  ready: Preparation.shape.ready.default([]),
  remarks: Preparation.shape.remarks.default([]),
});
export type Draft = z.output<typeof Draft>;

export const getDraft = async (
  review: string,
  stage: Stage,
  round: number,
): Promise<Draft | undefined> => {
  const item = await getItem(draftKey(review, stage, round));
  return item && Draft.parse(item);
};

/**
 * Saves a draft over the revision it was made from, while its stage and round are open, in one
 * transaction with what the save rests on. LostCondition names `draft`, `head` or a name of `extra`.
 * Touches neither head nor record.
 */
export const putDraft = async (
  { id, stage, round }: Head,
  { revision, ...draft }: Draft,
  extra: readonly Write[],
): Promise<void> => {
  await transact(
    [
      {
        name: 'draft',
        put: { ...draftKey(id, stage, round), revision, ...draft },
        condition:
          revision === 1
            ? absent
            : { expression: 'revision = :seen', values: { ':seen': revision - 1 } },
      },
      {
        name: 'head',
        check: headKey(id),
        condition: {
          expression: '#phase = :open AND #stage = :stage AND #round = :round',
          names: { '#phase': 'phase', '#stage': 'stage', '#round': 'round' },
          values: { ':open': 'open', ':stage': stage, ':round': round },
        },
      },
      ...extra,
    ],
    randomUUID(),
  );
};

/**
 * The write that maps the answers of a draft, over the revision just read; empty where there is no
 * draft. Whatever else the draft holds stays. LostCondition names `draft`.
 */
export const mappedDraft = async (
  review: string,
  stage: Stage,
  round: number,
  map: (answers: Answers) => Answers,
): Promise<Write[]> => {
  const item = await getItem(draftKey(review, stage, round));
  if (!item) return [];
  const { revision, answers } = Draft.parse(item);
  return [
    {
      name: 'draft',
      put: { ...item, revision: revision + 1, answers: map(answers) },
      condition: { expression: 'revision = :seen', values: { ':seen': revision } },
    },
  ];
};
