import { getAnswers } from '../../adapters/answers.ts';
import { type Summary, summaryOf } from '../../domain/dashboard/summary.ts';
import type { Event } from '../../domain/events.ts';
import type { Side } from '../../domain/facts/dossier-facts.ts';
import { fold } from '../../domain/fold.ts';
import { ledgerOf } from '../../domain/ledger.ts';
import type { Acting } from '../../domain/permissions.ts';
import type { Head } from '../../domain/review.ts';
import { type Stage, stages } from '../../domain/stages.ts';
import { isFirstLook } from '../http/opened.ts';
import { sightOf } from '../http/sight.ts';
import { spokenIn } from '../http/voices.ts';
import { instrumentOf } from '../machine-step.ts';

/** Somebody of each side, as the policies know them: what they may read decides what their side's figures hold. */
const somebodyOf = ({ contributor, mission }: Head): Record<Side, Acting> => ({
  contributor: { id: '', role: 'permanent_mission', contributor },
  secretariat: { id: '', role: 'evaluator' },
  mission: { id: '', role: 'verifier', mission },
});

/**
 * The voices that a side may read. Figures open nothing, as exports do not: a self-assessment that the
 * Secretariat has not looked at can still be recalled.
 */
const readableBy = (head: Head, acting: Acting): readonly Stage[] => {
  const { voices } = sightOf(acting, head);
  return isFirstLook(acting, head) ? voices.filter((stage) => stage !== 'self-assessment') : voices;
};

/** What the figures need of a review after these events; `read` gives the answers of a stage. */
export const summaryAfter = async (
  events: readonly Event[],
  read: typeof getAnswers = getAnswers,
): Promise<Summary> => {
  const head = fold(events);
  const instrument = instrumentOf(head);
  const { contributor, secretariat, mission } = somebodyOf(head);
  const spoken = await spokenIn(head, events, stages, undefined, read);
  return summaryOf({
    head,
    events,
    instrument,
    ledger: ledgerOf(instrument, spoken),
    readable: {
      contributor: readableBy(head, contributor),
      secretariat: readableBy(head, secretariat),
      mission: readableBy(head, mission),
    },
  });
};
