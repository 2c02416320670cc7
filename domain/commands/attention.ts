import type { By, NewEvent } from '../events.ts';
import { Refusal } from '../refusal.ts';
import type { Head, Released } from '../review.ts';

/** The holder's side has seen what is asked of it; said once in a round. */
export const acknowledgeStage = ({ phase, stage, round, seen }: Head, by: By): NewEvent => {
  if (phase !== 'open')
    throw new Refusal('wrong_stage', 'No stage is open now: there is nothing to acknowledge.');
  if (seen)
    throw new Refusal('wrong_stage', 'This was acknowledged before: nothing more is needed.');
  return { type: 'stage-acknowledged', by, facts: { stage, round } };
};

/** Whether what is released has been said at all. */
const isSaid = ({ answers }: Head, what: Released): boolean => {
  if (what === 'caveats') return true;
  return (what === 'verification' ? answers.verification : answers.evaluation) !== undefined;
};

/** Makes voices visible to those who did not speak; what is not signed yet cannot be released. */
export const releaseVoices = (head: Head, what: readonly Released[], by: By): NewEvent => {
  const early = what.flatMap((voice, index) =>
    isSaid(head, voice)
      ? []
      : [
          {
            pointer: `/what/${index}`,
            code: 'nothing_to_release',
            detail: `There is no signed ${voice === 'notes' ? 'evaluation' : voice} yet.`,
          },
        ],
  );
  if (early.length > 0)
    throw new Refusal('invalid_request', 'Only what is signed can be released.', early);
  return { type: 'released', by, facts: { what: [...new Set(what)] } };
};
