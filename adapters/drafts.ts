import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { Answers } from '../domain/answers.ts';
import type { Head } from '../domain/review.ts';
import type { Stage } from '../domain/stages.ts';
import { draftKey, headKey } from './keys.ts';
import { absent, getItem, transact } from './table.ts';

/** A partial form, saved until its stage is submitted. Its revision counts the savings. */
const Draft = z.object({ revision: z.int(), answers: Answers });
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
 * Saves a draft over the revision it was made from, while its stage and round are open.
 * LostCondition names `draft` or `head`. Touches neither head nor record.
 */
export const putDraft = async (
  { id, stage, round }: Head,
  seen: number,
  answers: Answers,
): Promise<number> => {
  const revision = seen + 1;
  await transact(
    [
      {
        name: 'draft',
        put: { ...draftKey(id, stage, round), revision, answers },
        condition:
          seen === 0 ? absent : { expression: 'revision = :seen', values: { ':seen': seen } },
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
    ],
    randomUUID(),
  );
  return revision;
};
