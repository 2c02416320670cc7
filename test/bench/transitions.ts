import {
  DescribeExecutionCommand,
  type HistoryEvent,
  paginateGetExecutionHistory,
  paginateListExecutions,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import { waitUntil } from './wait-until.ts';

export interface Transitions {
  readonly executions: number;
  /** The states entered, in order. */
  readonly states: readonly string[];
  /** Further attempts of a task, each a transition of its own. */
  readonly retries: number;
  /** As AWS counts them: one per start, per state entered and per retry. */
  readonly total: number;
}

const executionsOf = async (client: SFNClient, stateMachineArn: string, review: string) => {
  const pages = await Array.fromAsync(paginateListExecutions({ client }, { stateMachineArn }));
  return pages
    .flatMap(({ executions = [] }) => executions)
    .filter(({ name }) => name?.startsWith(`review-${review}-`))
    .map(({ executionArn = '' }) => executionArn);
};

const historyOf = async (client: SFNClient, executionArn: string): Promise<HistoryEvent[]> => {
  const pages = paginateGetExecutionHistory({ client }, { executionArn });
  return (await Array.fromAsync(pages)).flatMap(({ events = [] }) => events);
};

const hasEnded = async (client: SFNClient, executionArn: string): Promise<boolean> =>
  (await client.send(new DescribeExecutionCommand({ executionArn }))).status !== 'RUNNING';

const countOf = (events: readonly HistoryEvent[], wanted: string) =>
  events.filter(({ type }) => type === wanted).length;

/** Counts what every execution of a review did, from its history, once all have ended. */
export const transitionsOf = async (
  client: SFNClient,
  stateMachineArn: string,
  review: string,
): Promise<Transitions> => {
  const executions = await executionsOf(client, stateMachineArn, review);
  for (const execution of executions) await waitUntil(() => hasEnded(client, execution));
  const events = (
    await Promise.all(executions.map((execution) => historyOf(client, execution)))
  ).flat();
  const states = events.flatMap(({ stateEnteredEventDetails: entered }) => entered?.name ?? []);
  const retries = countOf(events, 'TaskScheduled') - countOf(events, 'TaskStateEntered');
  return {
    executions: executions.length,
    states,
    retries,
    total: executions.length + states.length + retries,
  };
};
