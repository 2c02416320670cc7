import { endingOf, type Happened, mayClose, mayOpen, type Where } from './model.ts';
import type { Delivery, Ended, Told } from './watch.ts';

type Places = readonly (Where | undefined)[];

/** A wait ends with what the record says of its own stage and round, and with nothing else. */
export const deliveryProblem = (
  { wait, output }: Delivery,
  events: readonly Happened[],
): string | undefined => {
  const { review, run, round } = wait;
  const onward = output.outcome === 'returned' ? round + 1 : round;
  const happened = events.some(
    (event) =>
      endingOf(event) === output.outcome && event.stage === wait.stage && event.round === round,
  );
  const same = output.review === review && output.run === run && output.round === onward;
  return happened && same
    ? undefined
    : `${JSON.stringify(wait)} ended with ${JSON.stringify(output)}`;
};

const isHere = (where: Where | undefined, at: Where['at'], { stage, round }: Told): boolean =>
  where?.at === at && where.stage === stage && where.round === round;

/** Where a task may find the record: before its work, and where its own work leaves it. */
const mayFind: Readonly<Record<string, (where: Where, told: Told) => [boolean, boolean]>> = {
  '${OpenStage}': (where, told) => {
    const next = mayOpen(where);
    const before = next?.stage === told.stage && next?.round === told.round;
    return [before, isHere(where, 'open', told)];
  },
  '${ScoreStage}': (where, told) => [
    isHere(where, 'submitted', told),
    isHere(where, 'scored', told),
  ],
  '${CloseReview}': (where, { round }) => [
    mayClose(where) && where.round === round,
    where.at === 'rest' && where.round === round,
  ],
};

const recordProblem = (task: Ended, places: Places): string | undefined => {
  const find = mayFind[task.name];
  if (!find) return undefined;
  const seen = places.slice(task.from.version, task.to.version + 1);
  const found = seen.map((where): [boolean, boolean] =>
    where ? find(where, task.told) : [false, false],
  );
  const isRight =
    task.how === 'done'
      ? found.some(([, after]) => after)
      : found.some(([before, after]) => !before && !after);
  return isRight ? undefined : 'the record does not say so';
};

const runProblem = ({ name, how, told, from, to }: Ended): string | undefined => {
  if (name !== '${AwaitStage}' && name !== '${Resume}') return undefined;
  const isRight = how === 'done' ? from.run === told.run : to.run !== told.run;
  return isRight ? undefined : 'the run does not say so';
};

/** A task is done, or superseded, only where the record and the run say so; else a fault is behind it. */
export const taskProblem = (task: Ended, places: Places): string | undefined => {
  const { how, faulty } = task;
  const isDecided = how === 'done' || how === 'Superseded';
  const hasReason = faulty && (how === 'Unavailable' || how === 'injected');
  const problem = isDecided
    ? (recordProblem(task, places) ?? runProblem(task))
    : hasReason
      ? undefined
      : 'no fault is behind it';
  return problem && `${problem}: ${JSON.stringify(task)}`;
};
