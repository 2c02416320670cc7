import { putAnswers } from '../../adapters/answers.ts';
import { timestamp } from '../../adapters/clock.ts';
import { getHead, record } from '../../adapters/reviews.ts';
import { nextStep } from '../../domain/chain.ts';
import { openReview } from '../../domain/commands/openings.ts';
import { returnCriteria } from '../../domain/commands/returns.ts';
import { submitStage } from '../../domain/commands/submissions.ts';
import type { NewEvent } from '../../domain/events.ts';
import { criteriaOf } from '../../domain/instrument.ts';
import type { Head } from '../../domain/review.ts';
import { headquarters } from '../../instruments/calendars.ts';
import { findInstrument } from '../../instruments/catalogue.ts';
import { handlers } from '../../local/functions.ts';
import { answersTo, opening } from './client.ts';

const by = { person: 'somebody', role: 'evaluator', rule: 'a-test' };

const instrument = () => {
  const found = findInstrument(opening.instrument.id, opening.instrument.version);
  if (!found) throw new Error('the instrument is not in the catalogue');
  return found;
};

const headOf = async (id: string): Promise<Head> => {
  const head = await getHead(id);
  if (!head) throw new Error(`there is no review ${id}`);
  return head;
};

/** What whoever acted is given. */
const recorded = async (head: Head | undefined, id: string, event: NewEvent) => {
  const { head: after, at } = await record(id, head, event);
  return { review: id, seq: after.version, head: after.chain, at };
};

/** Opens a review straight in the table, without HTTP or a machine. */
export const openOne = async (
  id: string,
  mission = 'MINUSCA',
  contributor = opening.contributor,
  unit: { name: string; type: string } = opening.unit,
): Promise<string> => {
  const facts = { ...opening, mission, contributor, unit };
  await recorded(undefined, id, openReview(id, facts, instrument(), timestamp(), by, headquarters));
  return id;
};

const tasks = {
  open: '${OpenStage}',
  score: '${ScoreStage}',
  close: '${CloseReview}',
} as const;

/** One step of the machine, by its own task; false where the review waits or rests. */
export const stepOn = async (id: string): Promise<boolean> => {
  const step = nextStep(await headOf(id));
  if (step.task === 'none') return false;
  const place = { review: id, run: 1, ...step };
  await handlers[tasks[step.task]](place, {} as never);
  return true;
};

/** Submits the open stage with good answers, but for those named; the receipt of it. */
export const submitOpen = async (id: string, exceptions: Record<string, unknown> = {}) => {
  const head = await headOf(id);
  const answers = answersTo(criteriaOf(instrument(), head.stage), exceptions);
  const name = await putAnswers(head, answers as never);
  return recorded(head, id, submitStage(head, name, {}, by));
};

/** Sends a criterion back from the open evaluation; the receipt of it. */
export const returnOpen = async (id: string) => {
  const head = await headOf(id);
  const criteria = [{ criterion: 'INF-A1', reason: 'unclear', wanted: 'a figure' }];
  return recorded(head, id, returnCriteria(head, instrument(), criteria, by));
};

/** Whether people are wanted: a stage is open, and which in which round. */
export const openStageOf = async (id: string) => {
  const { phase, stage, round } = await headOf(id);
  return phase === 'open' ? { stage, round } : undefined;
};
