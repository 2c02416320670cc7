import type { Answer, Answers } from '../answers.ts';
import { type Line, linesOf } from '../criterion-lines.ts';
import type { Criterion, Instrument } from '../instrument.ts';
import { byBand, type Rating, rate } from '../scoring.ts';
import type { Stage } from '../stages.ts';
import type { Scale } from './mapping.ts';

const rescaled = (answer: Answer, { from, to, values, bands }: Scale): Answer => {
  const { value } = answer;
  if (value === 'not_assessed') return answer;
  if (from !== 'PCT') return { ...answer, value: values?.[String(value)] ?? 'not_assessed' };
  const rating = bands ? byBand(Number(value), bands) : 'NA';
  return { ...answer, value: to === 'YN' ? rating === 'S' : rating };
};

const worstFirst: readonly Rating[] = ['U', 'NA', 'NI', 'S'];

interface Given {
  readonly criterion: Criterion;
  readonly answer: Answer;
}

/** A worse rating first; of two percentages with the same rating the lower one. */
const byBadness = (instrument: Instrument) => (one: Given, other: Given) => {
  const [left, right] = [one, other].map(({ answer, criterion }) =>
    worstFirst.indexOf(rate(answer, criterion, instrument)),
  );
  const percent = ({ answer }: Given) => (typeof answer.value === 'number' ? answer.value : 0);
  return (left ?? 0) - (right ?? 0) || percent(one) - percent(other);
};

const longestComment = 4000;

/** The mark of an answer that was carried from an earlier cycle; one that was not attested again comes first. */
const markOf = (given: readonly Given[]): Pick<Answer, 'carried' | 'reattested'> => {
  const carried = given.map(({ answer }) => answer).filter((answer) => answer.carried);
  return carried.find(({ reattested }) => !reattested) ?? carried[0] ?? {};
};

/** The worst of the answers, with the comments and the evidence of all of them. */
const merged = (given: readonly Given[], instrument: Instrument): Answer | undefined => {
  const [worst] = given.toSorted(byBadness(instrument));
  if (!worst) return undefined;
  const comments = given.flatMap(({ criterion: { id }, answer: { comment } }) =>
    comment ? [`${id}: ${comment}`] : [],
  );
  const evidence = [...new Set(given.flatMap(({ answer }) => answer.evidence ?? []))].slice(0, 20);
  const { carried, reattested } = markOf(given);
  return {
    value: worst.answer.value,
    ...(carried && { carried }),
    ...(reattested && { reattested }),
    ...(comments.length > 0 && {
      comment: comments.join('\n').slice(0, longestComment).toWellFormed(),
    }),
    ...(evidence.length > 0 && { evidence }),
  };
};

/** The answer to what a line leads to; undefined while not every criterion that it comes from is answered. */
const answerOf = (
  { from, change }: Line,
  before: Instrument,
  answers: Answers,
): Answer | undefined => {
  const given = from.flatMap((id): Given[] => {
    const criterion = before.criteria.find((candidate) => candidate.id === id);
    const answer = answers[id];
    return criterion && answer ? [{ criterion, answer }] : [];
  });
  const [first] = given;
  if (!first || given.length < from.length) return undefined;
  if (change?.change === 'scale') return rescaled(first.answer, change);
  return change?.change === 'merge' ? merged(given, before) : first.answer;
};

const oneStep = (
  before: Instrument,
  after: Instrument,
  stage: Stage,
  answers: Answers,
): Answers => {
  const mapped = linesOf(before, after, stage).flatMap((line) => {
    const answer = answerOf(line, before, answers);
    return answer ? line.to.map((id) => [id, answer] as const) : [];
  });
  return Object.fromEntries(mapped);
};

/**
 * The answers of a stage as a later version asks for them: `path` is the versions from the one they
 * were given to up to the one wanted. Of a merge the worst answer stands, with the comments and the
 * evidence of all; what is not assessed stays so; what nobody was asked has no answer.
 */
export const mapAnswers = (path: readonly Instrument[], stage: Stage, answers: Answers): Answers =>
  path.slice(1).reduce((mapped, after, index) => {
    const before = path[index];
    return before ? oneStep(before, after, stage, mapped) : mapped;
  }, answers);
