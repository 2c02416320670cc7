import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dueNotices } from '../../adapters/due-notices.ts';
import { statesOf } from '../../local/step-functions/definition.ts';
import { reminders } from '../../workflows/reminders.ts';
import { allStatesEntered } from '../support/executions.ts';
import { type FaultWorld, startFaultWorld, untilSettled } from '../support/fault-world.ts';
import { type FaultyMachines, startFaultyMachines } from '../support/faulty-machines.ts';

let world: FaultWorld;
let machines: FaultyMachines;

beforeAll(async () => {
  world = await startFaultWorld();
  machines = await startFaultyMachines();
});
afterAll(async () => {
  await machines.close();
  await world.close();
});

const run = (name: string) =>
  machines.client.send(
    new StartExecutionCommand({
      stateMachineArn: machines.arnOf('reminders'),
      name,
      input: JSON.stringify({ round: 0 }),
    }),
  );

const untilDue = async (count: number) => {
  for (let tries = 0; tries < 300 && (await dueNotices(10)).length !== count; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  return (await dueNotices(10)).length;
};

describe('a run of the reminders machine', () => {
  it('leaves a notice that cannot be sent to the next run, which sends it', async () => {
    machines.faults.trouble = ({ name }) => (/Notify|SendReminder/.test(name) ? 'Boom' : undefined);
    const review = await world.open();
    await untilSettled(review);
    expect(await untilDue(1)).toBe(1);
    await run('one');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await untilDue(1)).toBe(1);

    machines.faults.trouble = () => undefined;
    await run('two');

    expect(await untilDue(0)).toBe(0);
  });

  it('has entered every state of its machine by then', async () => {
    const entered = await allStatesEntered(machines.client, 'reminders');

    expect(
      statesOf(reminders)
        .map(([name]) => name)
        .filter((name) => !entered.has(name)),
    ).toEqual([]);
  });
});
