import type { Answer, Answers } from '../../domain/answers.ts';
import type { ReturnedCriterion } from '../../domain/facts/stage-facts.ts';
import { type Criterion, criteriaOf, type Instrument } from '../../domain/instrument.ts';
import type { Rating } from '../../domain/scoring.ts';
import type { Stage } from '../../domain/stages.ts';
import { between, pick } from './draw.ts';
import { type Subject, saidBy, truthOf } from './findings.ts';

/** The comment on every answer of the demonstration. */
export const inventedComment = 'Invented for the demonstration.';

type Said = Exclude<Rating, 'NA'>;

/** A percentage of this rating; near its target, for a share of women of 90 per cent is nobody's. */
const percentage = (said: Said, { id, bands }: Criterion, instrument: Instrument, seed: number) => {
  const { satisfactory, improvement } = bands ?? instrument.bands;
  const ranges: Record<Said, readonly [number, number]> = {
    S: [satisfactory, Math.min(100, Math.round(satisfactory * 1.3))],
    NI: [improvement, satisfactory - 1],
    U: [Math.round(improvement / 2), improvement - 1],
  };
  return between(...ranges[said], seed, id, 'value');
};

const inventedValue = (said: Said, criterion: Criterion, instrument: Instrument, seed: number) => {
  if (criterion.measure === 'PCT') return percentage(said, criterion, instrument, seed);
  return criterion.measure === 'YN' ? said === 'S' : said;
};

/** Invented answers of one stage to the criteria it is asked; in a later round the truth comes out. */
export const inventAnswers = (
  instrument: Instrument,
  subject: Subject,
  { stage, round }: { readonly stage: Stage; readonly round: number },
  asked: readonly Criterion[],
): Answers => {
  const truth = truthOf(instrument, subject);
  const answerTo = (criterion: Criterion): Answer => {
    const found = truth.get(criterion.id) ?? 'S';
    const again = stage === 'self-assessment' && round > 1;
    const said = again ? found : saidBy(stage, criterion, found, subject);
    return {
      value: inventedValue(said, criterion, instrument, subject.number),
      comment: inventedComment,
    };
  };
  return Object.fromEntries(asked.map((criterion) => [criterion.id, answerTo(criterion)]));
};

const isGlossedOver = (instrument: Instrument, subject: Subject) => {
  const truth = truthOf(instrument, subject);
  return (criterion: Criterion) => {
    const found = truth.get(criterion.id) ?? 'S';
    return found !== 'S' && saidBy('self-assessment', criterion, found, subject) === 'S';
  };
};

/** The criteria that go back to the contributor: claimed better than they are, filled up to two. */
export const inventReturn = (
  instrument: Instrument,
  subject: Subject,
  round: number,
): ReturnedCriterion[] => {
  const asked = criteriaOf(instrument, 'self-assessment');
  const doubted = asked.filter(isGlossedOver(instrument, subject)).slice(0, 4);
  const others = asked.filter((criterion) => !doubted.includes(criterion));
  const filling = pick(others, 2 - doubted.length, subject.number, 'return', round);
  return [...doubted, ...filling].map(({ id, evidence }) => ({
    criterion: id,
    reason: `${inventedComment} What was sent does not show the answer given.`,
    wanted: evidence ? `Please send again: ${evidence}` : 'Please explain the answer.',
  }));
};
