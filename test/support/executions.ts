import {
  GetExecutionHistoryCommand,
  paginateListExecutions,
  type SFNClient,
} from '@aws-sdk/client-sfn';

const machineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine';

/** The executions of a review, oldest first, with their status. */
export const executionsOf = async (client: SFNClient, review: string) => {
  const found = [];
  for await (const page of paginateListExecutions(
    { client },
    { stateMachineArn: `${machineArn}:review` },
  ))
    found.push(...(page.executions ?? []));
  return found.filter(({ name = '' }) => name.startsWith(`review-${review}-`)).toReversed();
};

/** The states that an execution entered, in their order, as its history tells. */
export const statesEntered = async (client: SFNClient, executionArn: string): Promise<string[]> => {
  const { events = [] } = await client.send(
    new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }),
  );
  return events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
};

/** Every state that any execution of a machine entered. */
export const allStatesEntered = async (
  client: SFNClient,
  machine: string,
): Promise<Set<string>> => {
  const entered = new Set<string>();
  const pages = paginateListExecutions({ client }, { stateMachineArn: `${machineArn}:${machine}` });
  for await (const { executions = [] } of pages)
    for (const { executionArn = '' } of executions)
      for (const state of await statesEntered(client, executionArn)) entered.add(state);
  return entered;
};
