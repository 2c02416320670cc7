import type { CourseStep, RecordedEvent } from '../../web/review-detail.ts';

interface Course {
  readonly decision: 'evaluator' | 'director';
  readonly fieldSignatures: number;
}

type Done = (event: RecordedEvent) => boolean;

const submitted =
  (stage: string): Done =>
  ({ type, facts }) =>
    type === 'stage-submitted' && facts.stage === stage;

const stepsOf = ({ decision, fieldSignatures }: Course): (readonly [name: string, Done])[] => [
  ['self_assessment', submitted('self-assessment')],
  ['evaluation', submitted('evaluation')],
  ...(decision === 'director'
    ? [['decision', ({ type }: RecordedEvent) => type === 'evaluation-decided'] as const]
    : []),
  ['verification', submitted('verification')],
  ...(fieldSignatures > 1
    ? [
        [
          'signature',
          ({ type }: RecordedEvent) =>
            type === 'verification-signed' || type === 'signature-missed',
        ] as const,
      ]
    : []),
];

/** A step as the record has it; none of one that an earlier review did for this one. */
const placed = (
  name: string,
  at: string | undefined,
  isNow: boolean,
  isBefore: boolean,
): CourseStep[] => {
  if (isNow) return [{ name: `step.${name}`, state: 'now' }];
  if (at) return [{ name: `step.${name}`, state: 'done', at }];
  return isBefore ? [] : [{ name: `step.${name}`, state: 'ahead' }];
};

/**
 * The steps of a review from its opening to its verdict, from its record: each done, with the instant when, going on
 * now, or to come. What a return opened anew is to come again. One that ended early has no steps to come.
 */
export const courseOf = (
  events: readonly RecordedEvent[],
  situation: string,
  course: Course,
): CourseStep[] => {
  const steps = stepsOf(course);
  const current = steps.findIndex(([name]) => name === situation);
  const closed = events.findLast(({ type }) => type === 'review-closed');
  const isOver = closed?.facts.outcome === 'closed';
  const all: CourseStep[] = [
    { name: 'course.opened', state: 'done', at: events[0]?.at },
    ...steps.flatMap(([name, done], index) => {
      const isPast = current < 0 || index < current;
      const at = isPast ? events.findLast(done)?.at : undefined;
      return placed(name, at, index === current, current >= 0 && isPast);
    }),
    { name: 'course.verdict', state: isOver ? 'done' : 'ahead', at: closed?.at },
  ];
  return closed ? all.filter(({ state }) => state === 'done') : all;
};
