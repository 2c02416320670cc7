import type { Attribute, Item } from 'dynalite/db/index.js';
import { answersKey } from '../../adapters/keys.ts';
import { Answers } from '../../domain/answers.ts';
import type { Criterion } from '../../domain/instrument.ts';
import { itemSize } from '../../local/table/item-size.ts';
import { answersTo } from '../support/client.ts';

/** The answers of one stage with the comments of a careful author, as an item: 14 KB. */
export const answersBytes = 14 * 1024;

const attributeOf = (value: unknown): Attribute => {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  return { M: itemOf(value as object) };
};

const itemOf = (value: object): Item =>
  Object.fromEntries(Object.entries(value).map(([name, each]) => [name, attributeOf(each)]));

const hashCharacters = 43;

const commented = (criteria: readonly Criterion[], lengthAt: (place: number) => number) =>
  Object.fromEntries(
    Object.entries(answersTo(criteria)).map(([id, answer], place) => [
      id,
      { ...answer, comment: 'x'.repeat(lengthAt(place)) },
    ]),
  );

/** The best answer to each criterion, with comments of equal length, so that the item has exactly these bytes. */
export const paddedAnswers = (
  criteria: readonly Criterion[],
  { review, stage }: { review: string; stage: string },
  bytes = answersBytes,
): Answers => {
  const key = answersKey(review, `${stage}#1#${'h'.repeat(hashCharacters)}`);
  const bare = itemSize(itemOf({ ...key, answers: commented(criteria, () => 0) }));
  const missing = bytes - bare;
  const [each, left] = [Math.floor(missing / criteria.length), missing % criteria.length];
  return Answers.parse(commented(criteria, (place) => each + (place < left ? 1 : 0)));
};
