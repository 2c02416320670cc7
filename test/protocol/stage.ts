import { vi } from 'vitest';
import { setClockAhead } from '../../adapters/clock.ts';
import { useStepFunctions } from '../../adapters/executions.ts';
import { useLog } from '../../adapters/log.ts';
import { useMail } from '../../adapters/mail.ts';
import { useSigner } from '../../adapters/signing.ts';
import { useDynamoDB } from '../../adapters/table.ts';
import { newSigner } from '../support/signer.ts';
import { people } from './people.ts';
import { lookInto } from './record.ts';
import { shortClients } from './sdk-clients.ts';
import type { ModelTable } from './small-table.ts';
import { type MachinesOf, openWorld, type World } from './world.ts';

let world: World;
const clients = shortClients((service, operation, input) =>
  world.endpoint(service, operation, input),
);

const timer = globalThis.setTimeout;
const longPause = 1_000;

/** A pause before another try takes no time here: who calls next is the scheduler's to say. */
const hurry = (work: () => void, milliseconds = 0) =>
  milliseconds < longPause ? setImmediate(work) : timer(work, milliseconds);

/** Puts our adapters on the gate: their clients, their pauses, a clock that stands still, no log. */
export const install = (): void => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2027, 0, 1) });
  globalThis.setTimeout = hurry as unknown as typeof setTimeout;
  process.env.TABLE_NAME = 'ora';
  process.env.REVIEW_STATE_MACHINE_ARN =
    'arn:aws:states:us-east-1:000000000000:stateMachine:review';
  useLog(() => undefined);
  useDynamoDB(clients.table);
  useStepFunctions(clients.machine);
  useMail(clients.mail);
  useSigner(newSigner());
};

export const restore = (): void => {
  globalThis.setTimeout = timer;
  setClockAhead(0);
  vi.useRealTimers();
};

const itemOf = (person: (typeof people)[keyof typeof people]) => ({
  pk: { S: `PERSON#${person.id}` },
  sk: { S: 'PERSON' },
  version: { N: String(person.version) },
});

/** A new world on this table, with the people in it; every call of our adapters now goes there. */
export const play = async (table: ModelTable, machinesOf: MachinesOf): Promise<World> => {
  world = await openWorld(table, machinesOf);
  lookInto(table);
  for (const person of Object.values(people))
    await table.answer('PutItem', { TableName: 'ora', Item: itemOf(person) });
  return world;
};
