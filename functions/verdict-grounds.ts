import { getAnswers } from '../adapters/answers.ts';
import { timestamp } from '../adapters/clock.ts';
import { getDialogue } from '../adapters/dialogues.ts';
import { eventsOf, getHead } from '../adapters/reviews.ts';
import { dayOf } from '../domain/calendar-day.ts';
import { supersededThreats } from '../domain/dialogue/superseded-threats.ts';
import { type Dossier, dossierOf, restingOn } from '../domain/dossier/dossier.ts';
import { limitsOf, validUntil } from '../domain/dossier/limits.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Head } from '../domain/review.ts';
import { scoreStage } from '../domain/scoring.ts';
import { stages } from '../domain/stages.ts';
import type { Traces, Verdict } from '../domain/verdict.ts';

/** The ratings of the stages that spoke: a review that was refused has no voice of the field. */
export const tracesOf = async (head: Head, instrument: Instrument): Promise<Traces> => {
  const traces: Traces = {};
  for (const stage of stages) {
    const answers = await getAnswers(head, stage);
    if (answers) traces[stage] = scoreStage(instrument, stage, answers).trace;
  }
  return traces;
};

/** The dossier of a review; of a re-verification with that of the reviews it rests on. */
export const dossierBehind = async ({ id, basis }: Head): Promise<Dossier> => {
  const own = dossierOf(await Array.fromAsync(eventsOf(id)));
  if (basis?.kind !== 'reverification') return own;
  const before = await getHead(basis.review);
  return before ? restingOn(before.id, await dossierBehind(before), own) : own;
};

/** What limits the verdict that is given today beside the criteria, and how long it holds. */
export const groundsOf = async (
  head: Head,
  instrument: Instrument,
): Promise<Pick<Verdict, 'limits' | 'validUntil'>> => {
  const today = dayOf(timestamp());
  const arrived = head.scores.verification !== undefined;
  const { threats } = await getDialogue(head.mission);
  return {
    limits: [
      ...limitsOf(instrument, await dossierBehind(head), today, arrived),
      ...supersededThreats(threats, head.id),
    ],
    validUntil: validUntil(instrument, today),
  };
};
