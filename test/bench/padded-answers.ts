import type { Attribute, Item } from 'dynalite/db/index.js';
import { sha256 } from '../../adapters/hashing.ts';
import { answersKey } from '../../adapters/keys.ts';
import { Answers } from '../../domain/answers.ts';
import type { Criterion } from '../../domain/instrument.ts';
import { instruments } from '../../instruments/catalogue.ts';
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

/** Prose of the field, as long as comments may need it: it compresses as comments do, and `xxxx` would not. */
const prose = instruments
  .flatMap(({ criteria }) =>
    criteria.map(({ text, evidence, basis }) => `${text}: ${evidence}; ${basis}. `),
  )
  .join('');

/** So many characters of prose, with a reference in front as no other comment has it. */
const proseAt = (place: number, length: number): string => {
  const from = (place * 257) % (prose.length - length);
  const text = `${sha256(String(place)).slice(0, 16)} ${prose.slice(from)}`;
  return text.slice(0, length).replaceAll(/[^ -~]/g, '-');
};

/** What the answers of a stage would take as one plain item, in bytes. */
export const plainBytes = (
  answers: Answers,
  { review, stage }: { review: string; stage: string },
) =>
  itemSize(itemOf({ ...answersKey(review, `${stage}#1#${'h'.repeat(hashCharacters)}`), answers }));

const commented = (criteria: readonly Criterion[], lengthAt: (place: number) => number) =>
  Object.fromEntries(
    Object.entries(answersTo(criteria)).map(([id, answer], place) => [
      id,
      { ...answer, comment: proseAt(place, lengthAt(place)) },
    ]),
  );

/** The best answer to each criterion, with comments of equal length, so that the item has exactly these bytes. */
export const paddedAnswers = (
  criteria: readonly Criterion[],
  { review, stage }: { review: string; stage: string },
  bytes = answersBytes,
): Answers => {
  const bare = plainBytes(Answers.parse(commented(criteria, () => 1)), { review, stage });
  const missing = bytes - bare + criteria.length;
  const [each, left] = [Math.floor(missing / criteria.length), missing % criteria.length];
  return Answers.parse(commented(criteria, (place) => each + (place < left ? 1 : 0)));
};
