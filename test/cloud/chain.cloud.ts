import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  paginateGetExecutionHistory,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { getRun } from '../../adapters/runs.ts';
import { type Cast, castOf, closedView, command } from '../support/cast.ts';
import { opening, submit } from '../support/client.ts';
import { deployment, eventually } from './told.ts';

const machines = new SFNClient({});

const statesEntered = async (executionArn: string): Promise<string[]> => {
  const states: string[] = [];
  const pages = paginateGetExecutionHistory({ client: machines }, { executionArn });
  for await (const { events = [] } of pages)
    for (const { stateEnteredEventDetails } of events)
      if (stateEnteredEventDetails?.name) states.push(stateEnteredEventDetails.name);
  return states;
};

const executionsOf = async (review: string): Promise<string[]> => {
  const { executions = [] } = await machines.send(
    new ListExecutionsCommand({ stateMachineArn: deployment().outputs.ReviewStateMachineArn }),
  );
  return executions
    .filter(({ name }) => name?.startsWith(`review-${review}-`))
    .map(({ executionArn }) => executionArn ?? '');
};

/** Waits as people do: until the execution stands in this state, and has handed its token over. */
const standsIn = (review: string, state: string) =>
  eventually(state, 60, async () => {
    const [arn] = await executionsOf(review);
    const states = arn ? await statesEntered(arn) : [];
    const { token, stage = '' } = (await getRun(review)) ?? {};
    const isHeld =
      token &&
      state === `Await${stage.replaceAll(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase())}`;
    return isHeld && states.at(-1) === state ? state : undefined;
  });

/** A review that a director decides and two sign, each of them once the machine waits for them. */
const walked = async ({ desk, director, state, field, contingent }: Cast): Promise<string> => {
  const instrument = { id: 'infantry-battalion', version: 2 };
  const { id } = (await desk.post('/v1/reviews', { ...opening, instrument })).body;
  await standsIn(id, 'AwaitSelfAssessment');
  await submit(state, id, 'self-assessment');
  await standsIn(id, 'AwaitEvaluation');
  await submit(desk, id, 'evaluation', {}, { recommendation: 'ready' });
  await command(director, id, 'decisions', { decision: 'ready' });
  await standsIn(id, 'AwaitVerification');
  await submit(field, id, 'verification', { 'INF-I2': 'NI' });
  await command(contingent, id, 'stages/verification/signatures', { agrees: true });
  await closedView(desk, id);
  return id;
};

describe('the state machine of a review on an AWS that others wrote', () => {
  it('shows the whole chain, from opening to verdict, in one execution that knows nothing of the answers', async () => {
    const review = await walked(await castOf(deployment().url));

    const [arn = '', ...others] = await executionsOf(review);
    const { status, input } = await eventually('the end', 30, async () => {
      const execution = await machines.send(new DescribeExecutionCommand({ executionArn: arn }));
      return execution.status === 'RUNNING' ? undefined : execution;
    });
    const states = await statesEntered(arn);
    console.info(`${states.length} states: ${states.join(' → ')}`);

    expect(others).toEqual([]);
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(input ?? '')).toEqual({ review, run: 1, round: 0 });
    expect(states.filter((state) => /^(Open|Await|Score|Close)/.test(state))).toEqual([
      'OpenSelfAssessment',
      'AwaitSelfAssessment',
      'ScoreSelfAssessment',
      'OpenEvaluation',
      'AwaitEvaluation',
      'ScoreEvaluation',
      'OpenVerification',
      'AwaitVerification',
      'ScoreVerification',
      'CloseReview',
    ]);
  });
});
