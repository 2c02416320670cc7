import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { isName } from './arns.ts';
import type { Engine } from './engine.ts';
import type { Execution } from './execution.ts';
import { Fault } from './fault.ts';
import { pageOf } from './paging.ts';
import { Arn, asked, isJson, Json, Paged, Reason } from './requests.ts';

const Start = z.object({
  stateMachineArn: Arn,
  name: z.string().min(1).max(80).optional(),
  input: Json.default('{}'),
});
const Stop = z.object({ executionArn: Arn, ...Reason });
const Describe = z.object({ executionArn: Arn });
const List = z.object({
  stateMachineArn: Arn,
  statusFilter: z
    .enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE'])
    .optional(),
  ...Paged,
});

const seconds = (at: number | undefined) => (at === undefined ? undefined : at / 1000);

const statusOf = ({ end }: Execution) => end?.status ?? 'RUNNING';

const start = (engine: Engine, body: unknown) => {
  const { stateMachineArn, name = randomUUID(), input } = asked(Start, body);
  const machine = engine.machine(stateMachineArn);
  if (!isName(name)) throw new Fault('InvalidName', `Invalid Name: '${name}'`);
  if (!isJson(input)) {
    throw new Fault('InvalidExecutionInput', 'Invalid State Machine Execution Input: not JSON');
  }
  const { arn, at } = engine.start(machine, name, input);
  return { executionArn: arn, startDate: seconds(at) };
};

const stop = (engine: Engine, body: unknown) => {
  const { executionArn, error, cause } = asked(Stop, body);
  const execution = engine.execution(executionArn);
  engine.stop(execution, { ...(error && { error }), ...(cause && { cause }) });
  return { stopDate: seconds(execution.end?.at) };
};

const summary = (execution: Execution, stateMachineArn: string) => ({
  executionArn: execution.arn,
  stateMachineArn,
  name: execution.name,
  status: statusOf(execution),
  startDate: seconds(execution.at),
  stopDate: seconds(execution.end?.at),
  redriveCount: 0,
});

const describe = (engine: Engine, body: unknown) => {
  const execution = engine.execution(asked(Describe, body).executionArn);
  const { input, end } = execution;
  return {
    ...summary(execution, execution.arn.replace(/:execution:([^:]+):.+$/, ':stateMachine:$1')),
    input,
    inputDetails: { included: true },
    output: end?.output,
    outputDetails: end?.output === undefined ? undefined : { included: true },
    error: end?.error,
    cause: end?.cause,
    redriveStatus: 'NOT_REDRIVABLE',
    redriveStatusReason: 'The embedded endpoint does not redrive executions.',
  };
};

const list = (engine: Engine, body: unknown) => {
  const { stateMachineArn, statusFilter, ...paged } = asked(List, body);
  const { name } = engine.machine(stateMachineArn);
  const matching = engine
    .executions()
    .filter(({ machine }) => machine === name)
    .filter((execution) => !statusFilter || statusOf(execution) === statusFilter)
    .reverse();
  const scope = `executions ${stateMachineArn} ${statusFilter}`;
  const { items, nextToken } = pageOf(matching, ({ sequence }) => -sequence, scope, paged);
  return { executions: items.map((item) => summary(item, stateMachineArn)), nextToken };
};

export const executionOperations = (engine: Engine) => ({
  StartExecution: (body: unknown) => start(engine, body),
  StopExecution: (body: unknown) => stop(engine, body),
  DescribeExecution: (body: unknown) => describe(engine, body),
  ListExecutions: (body: unknown) => list(engine, body),
});
