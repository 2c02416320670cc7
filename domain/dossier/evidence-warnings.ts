import type { Answers } from '../answers.ts';
import type { Criterion } from '../instrument.ts';
import type { FieldError } from '../refusal.ts';
import type { Evidence } from './evidence.ts';

/** What a warning is about: the criteria that are open, their answers, and what stands beside them. */
export interface Stand {
  readonly criteria: readonly Criterion[];
  readonly answers: Answers;
  readonly evidence: readonly Evidence[];
  /** Today, and the day on which the stage is due; `YYYY-MM-DD`. */
  readonly today: string;
  readonly due: string | undefined;
}

/** Evidence whose validity ends before the stage is due, or has ended. It is still evidence of that day. */
const staleEvidence = ({
  criteria,
  answers,
  evidence,
  today,
  due = today,
}: Stand): FieldError[] => {
  const limit = due > today ? due : today;
  const ends = new Map(evidence.map(({ id, validUntil }) => [id, validUntil]));
  return criteria.flatMap(({ id: criterion }) =>
    (answers[criterion]?.evidence ?? []).flatMap((id, index) => {
      const end = ends.get(id);
      if (!end || end >= limit) return [];
      const detail = `This evidence is valid until ${end}: add a newer one, or say in the comment why it still holds.`;
      return [
        { pointer: `/answers/${criterion}/evidence/${index}`, code: 'stale_evidence', detail },
      ];
    }),
  );
};

/** A critical criterion that is answered without anything to show for it. */
const missingEvidence = ({ criteria, answers }: Stand): FieldError[] =>
  criteria.flatMap(({ id, critical, evidence }) => {
    const answer = answers[id];
    if (!critical || !answer || answer.value === 'not_assessed' || answer.evidence?.length)
      return [];
    const detail = `${id} is critical and has no evidence. What would show it: ${evidence}.`;
    return [{ pointer: `/answers/${id}`, code: 'no_evidence', detail }];
  });

const warnings = [staleEvidence, missingEvidence] as const;

/** What a reader of the submission would ask about its evidence. None of it blocks a submission. */
export const evidenceWarnings = (stand: Stand): FieldError[] =>
  warnings.flatMap((warn) => warn(stand));
