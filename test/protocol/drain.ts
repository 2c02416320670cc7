import { handlers } from '../../local/functions.ts';
import { newActor } from './gate.ts';
import { passTime, type World } from './world.ts';

const sevenHours = 7 * 3_600_000;
const manyCalls = 20_000;

/** Lets everybody finish, without another fault. */
export const settle = async (world: World): Promise<void> => {
  world.gate.thaw();
  await world.gate.quiet();
  await world.machines.quiet();
  await world.flow(manyCalls);
  if (world.gate.pending().length > 0) throw new Error('the calls never end');
};

const asked = async <T>(world: World, name: keyof typeof handlers, event: unknown): Promise<T> => {
  const work = world.gate.run(newActor(name), async () =>
    handlers[name](event as never, {} as never),
  );
  work.catch(() => undefined);
  await settle(world);
  return (await work) as T;
};

/** What the reconciler answers with. */
interface Reconciled {
  readonly advanced: number;
  readonly failed: number;
  readonly waiting: number;
  readonly healed: Readonly<Record<string, number>>;
}

const reconciled = (world: World): Promise<Reconciled> => {
  passTime(sevenHours);
  return asked<Reconciled>(world, '${Reconcile}', {});
};

/** Sends what was never sent, as the machine of the reminders does. */
export const remind = async (world: World): Promise<void> => {
  const { recipients } = await asked<{ recipients: string[] }>(world, '${FindDue}', { round: 0 });
  for (const person of recipients) await asked(world, '${SendReminder}', { person });
};

/**
 * Ends a history: no more faults, hours pass, and the reconciler comes. One run of it has to be
 * enough; the second must find nothing.
 */
export const drain = async (world: World): Promise<void> => {
  await settle(world);
  const first = await reconciled(world);
  const second = await reconciled(world);
  if (first.failed > 0) throw new Error('the reconciler failed without a fault');
  if (second.advanced + second.failed + second.waiting > 0 || Object.keys(second.healed).length > 0)
    throw new Error(`the reconciler is never done: ${JSON.stringify([first, second])}`);
  await remind(world);
};
