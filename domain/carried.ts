import { type Answer, type Answers, type Carried, checkAnswers } from './answers.ts';
import type { Criterion } from './instrument.ts';
import { type FieldError, Refusal } from './refusal.ts';

const plain = ({ carried: _, reattested: __, ...answer }: Answer): Answer => answer;

/** Whether two answers say the same, wherever they come from. */
export const sameAnswer = (one: Answer, other: Answer): boolean =>
  one.value === other.value &&
  one.comment === other.comment &&
  (one.evidence ?? []).join() === (other.evidence ?? []).join();

/**
 * Answers of an earlier cycle as the draft of a new one, each marked with where it comes from: only
 * to criteria that are asked again and still take the answer, and only with evidence that holds.
 */
export const carriedAnswers = (
  asked: readonly Criterion[],
  answers: Answers,
  from: Carried,
  holds: (evidence: string) => boolean,
): Answers =>
  Object.fromEntries(
    asked.flatMap((criterion): [string, Answer][] => {
      const { id } = criterion;
      const answer = answers[id];
      if (!answer || checkAnswers([criterion], { [id]: answer }, { complete: false }).length > 0)
        return [];
      const { evidence: all = [], ...said } = plain(answer);
      const evidence = all.filter(holds);
      return [[id, { ...said, ...(evidence.length > 0 && { evidence }), carried: from }]];
    }),
  );

type Keeps = (given: Answer, before: Answer) => boolean;

const marked = (before: Answers, given: Answers, keeps: Keeps): Answers =>
  Object.fromEntries(
    Object.entries(given).map(([id, answer]) => {
      const old = before[id];
      const said = plain(answer);
      if (!old?.carried || !sameAnswer(old, said) || !keeps(answer, old)) return [id, said];
      const { carried, reattested } = old;
      return [id, { ...said, carried, ...(reattested && { reattested }) }];
    }),
  );

/** A draft as it is saved: the mark stays on an answer that is sent back as it was read, mark included. */
export const savedAnswers = (before: Answers, given: Answers): Answers =>
  marked(before, given, ({ carried }) => carried !== undefined);

/** A form as it is signed: what is still marked stays so, whether the mark is sent or not. */
const stillMarked = (before: Answers, given: Answers): Answers => marked(before, given, () => true);

/** Refuses carried answers that nobody has looked at again. */
export const requireReattested = (
  before: Answers,
  given: Answers,
  reattested: readonly string[] = [],
): void => {
  const unseen = Object.entries(stillMarked(before, given)).filter(
    ([id, answer]) => answer.carried && !answer.reattested && !reattested.includes(id),
  );
  const errors = unseen.map(
    ([id, { carried }]): FieldError => ({
      pointer: `/answers/${id}`,
      code: 'not_reattested',
      detail: `${id} was answered in review ${carried?.review}: list it in "reattested" if the answer still holds, or answer it anew.`,
    }),
  );
  if (errors.length > 0)
    throw new Refusal(
      'not_reattested',
      'Some answers were carried forward from an earlier review and not attested again.',
      errors,
    );
};

/** The answers as they are kept: each carried one with its mark, and that it was attested again. */
export const attestedAnswers = (before: Answers, given: Answers): Answers =>
  Object.fromEntries(
    Object.entries(stillMarked(before, given)).map(([id, answer]) => [
      id,
      answer.carried ? { ...answer, reattested: true } : answer,
    ]),
  );
