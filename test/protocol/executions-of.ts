import {
  type HistoryEvent,
  paginateGetExecutionHistory,
  paginateListExecutions,
} from '@aws-sdk/client-sfn';
import type { House } from './house.ts';

type Machine = 'review' | 'brief' | 'reminders';

/** Every execution of a machine, oldest first, as the SDK lists them. */
export const executionsOf = async ({ sfn, arnOf }: House, machine: Machine, part = '') => {
  const found: { executionArn: string; name: string; status: string }[] = [];
  const pages = paginateListExecutions({ client: sfn }, { stateMachineArn: arnOf(machine) });
  for await (const { executions = [] } of pages)
    for (const { executionArn = '', name = '', status = '' } of executions)
      found.push({ executionArn, name, status });
  return found.filter(({ name }) => name.includes(part)).reverse();
};

/** The history of an execution, as the SDK reads it. */
export const historyOf = async ({ sfn }: House, executionArn: string): Promise<HistoryEvent[]> => {
  const pages = paginateGetExecutionHistory({ client: sfn }, { executionArn });
  const events: HistoryEvent[] = [];
  for await (const page of pages) events.push(...(page.events ?? []));
  return events;
};

const enteredName = (event: HistoryEvent | undefined): string | undefined =>
  event?.type?.endsWith('StateEntered') ? event.stateEnteredEventDetails?.name : undefined;

/** The names of the states in the order they were entered. */
export const statesIn = (history: readonly HistoryEvent[]): string[] =>
  history.flatMap((event) => enteredName(event) ?? []);

/** The last thing that a state's task did before the state of this event was entered, and whose it was. */
const cameFrom = (event: HistoryEvent, byId: ReadonlyMap<number, HistoryEvent>) => {
  let last: string | undefined;
  let at = byId.get(event.previousEventId ?? 0);
  while (at && !enteredName(at)) {
    if (/^Task(Failed|TimedOut|Succeeded)$/.test(at.type ?? '')) last ??= at.type;
    at = byId.get(at.previousEventId ?? 0);
  }
  return { from: enteredName(at), wasCaught: last === 'TaskFailed' || last === 'TaskTimedOut' };
};

/** Each catch that was taken: `Failing state -> state it led to`. */
export const catchesIn = (history: readonly HistoryEvent[]): string[] => {
  const byId = new Map(history.map((event) => [event.id ?? 0, event]));
  return history.flatMap((event) => {
    const name = enteredName(event);
    if (!name) return [];
    const { from, wasCaught } = cameFrom(event, byId);
    return from && wasCaught ? [`${from} -> ${name}`] : [];
  });
};
