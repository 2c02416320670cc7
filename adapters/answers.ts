import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import * as z from 'zod';
import { Answers } from '../domain/answers.ts';
import type { Head } from '../domain/review.ts';
import type { Stage } from '../domain/stages.ts';
import { answersHash } from './hashing.ts';
import { answersKey } from './keys.ts';
import { getItem, putItem } from './table.ts';

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);

// Values stay a map that reads well in the console; prose is most of the bytes and shrinks to a third.
const Stored = z.object({
  answers: Answers,
  comments: z.instanceof(Uint8Array).optional(),
});

const Comments = z.record(z.string(), z.string());

const commentsIn = (answers: Answers): Record<string, string> =>
  Object.fromEntries(
    Object.entries(answers).flatMap(([id, { comment }]) => (comment ? [[id, comment]] : [])),
  );

const withoutComments = (answers: Answers): Answers =>
  Object.fromEntries(
    Object.entries(answers).map(([id, { comment: _, ...answer }]) => [id, answer]),
  );

/** The attributes of an answers item: the answers without their comments, and these compressed (Brotli). */
const packed = async (answers: Answers): Promise<z.output<typeof Stored>> => {
  const comments = commentsIn(answers);
  if (Object.keys(comments).length === 0) return { answers };
  const bytes = await compress(JSON.stringify(comments), {
    params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
  });
  return { answers: withoutComments(answers), comments: bytes };
};

const unpacked = async ({ answers, comments }: z.output<typeof Stored>): Promise<Answers> => {
  if (!comments) return answers;
  const texts = Comments.parse(JSON.parse((await decompress(comments)).toString('utf8')));
  return Object.fromEntries(
    Object.entries(answers).map(([id, answer]) => [
      id,
      { ...answer, ...(texts[id] !== undefined && { comment: texts[id] }) },
    ]),
  );
};

/**
 * Writes answers under the hash of their canonical bytes, before the command that refers to them;
 * a repetition writes the same item. The name is `<round>#<hash>`.
 */
export const putAnswers = async ({ id, stage, round }: Head, answers: Answers): Promise<string> => {
  const name = `${round}#${answersHash(answers)}`;
  await putItem({ ...answersKey(id, `${stage}#${name}`), ...(await packed(answers)) });
  return name;
};

/** The answers of a stage by the name that an event gave them, or undefined. */
export const getNamedAnswers = async (
  review: string,
  stage: Stage,
  name: string,
): Promise<Answers | undefined> => {
  const item = await getItem(answersKey(review, `${stage}#${name}`));
  return item && unpacked(Stored.parse(item));
};

/** The submitted answers of a stage, or undefined while there are none. */
export const getAnswers = async (head: Head, stage: Stage): Promise<Answers | undefined> => {
  const name = head.answers[stage];
  if (!name) return undefined;
  const answers = await getNamedAnswers(head.id, stage, name);
  if (!answers) throw new Error(`the answers ${stage}#${name} of ${head.id} are missing`);
  return answers;
};

/** Copies the answers of every stage of a review into another one, under the same names. */
export const copyAnswers = async (from: Head, to: string): Promise<void> => {
  for (const [stage, name] of Object.entries(from.answers)) {
    const item = await getItem(answersKey(from.id, `${stage}#${name}`));
    if (!item) throw new Error(`the answers ${stage}#${name} of ${from.id} are missing`);
    await putItem({ ...item, ...answersKey(to, `${stage}#${name}`) });
  }
};
