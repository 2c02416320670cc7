import * as z from 'zod';
import type { Engine } from './engine.ts';
import type { Machine } from './machine.ts';
import { pageOf } from './paging.ts';
import { Arn, asked, Paged } from './requests.ts';

const List = z.object(Paged);
const Describe = z.object({ stateMachineArn: Arn });

const summary = ({ arn, name }: Machine, createdAt: number) => ({
  stateMachineArn: arn,
  name,
  type: 'STANDARD',
  creationDate: createdAt / 1000,
});

const list = ({ machines, createdAt }: Engine, body: unknown) => {
  const rank = (machine: Machine) => machines.indexOf(machine);
  const { items, nextToken } = pageOf(machines, rank, 'machines', asked(List, body));
  return { stateMachines: items.map((machine) => summary(machine, createdAt)), nextToken };
};

const describe = (engine: Engine, body: unknown) => {
  const machine = engine.machine(asked(Describe, body).stateMachineArn);
  return {
    ...summary(machine, engine.createdAt),
    status: 'ACTIVE',
    roleArn: 'arn:aws:iam::000000000000:role/embedded',
    definition: JSON.stringify(machine.definition),
  };
};

export const machineOperations = (engine: Engine) => ({
  ListStateMachines: (body: unknown) => list(engine, body),
  DescribeStateMachine: (body: unknown) => describe(engine, body),
});
