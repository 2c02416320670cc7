import * as z from 'zod';
import { Out } from '../domain/out.ts';
import { advance } from './advance.ts';
import { now } from './clock.ts';
import { healingWrite } from './healings.ts';
import { shards } from './keys.ts';
import { type Item, queryAll, transactUnlessMoved } from './table.ts';

const minute = 60_000;
const Waiting = Out.extend({ attempts: z.int(), notBefore: z.number().optional() });
type Waiting = z.output<typeof Waiting>;

/** OUT items of one shard with an instant before `until`, oldest first. */
const leftIn = (shard: number, until: string): AsyncGenerator<Item> =>
  queryAll({
    KeyConditionExpression: 'pk = :shard AND sk < :until',
    ExpressionAttributeValues: { ':shard': `OUT#${shard}`, ':until': until },
    ConsistentRead: true,
  });

/**
 * Doubles the pause after each attempt, up to six hours, so that one failing review costs little; the
 * first attempt is recorded. False when a task has settled the item meanwhile, or another run took it.
 */
const takeUp = async (item: Item, { review, outcome, attempts }: Waiting): Promise<boolean> => {
  const notBefore = now() + Math.min(2 ** attempts * 2 * minute, 360 * minute);
  return transactUnlessMoved([
    {
      name: 'out',
      put: { ...item, attempts: attempts + 1, notBefore },
      condition: { expression: 'attempts = :attempts', values: { ':attempts': attempts } },
    },
    ...(attempts === 0
      ? [healingWrite('out_left_over', review, `${outcome}, not carried on`)]
      : []),
  ]);
};

export interface Reconciled {
  advanced: number;
  failed: number;
  waiting: number;
  /** How many were found for the first time. */
  leftOver: number;
}

const advanceOne = async (item: Item, patient: boolean, result: Reconciled): Promise<void> => {
  const { attempts, notBefore = 0, ...out } = Waiting.parse(item);
  if (patient && notBefore > now()) {
    result.waiting += 1;
    return;
  }
  if (!(await takeUp(item, { attempts, ...out }))) return;
  if (attempts === 0) result.leftOver += 1;
  try {
    await advance(out);
    result.advanced += 1;
  } catch {
    result.failed += 1;
  }
};

/**
 * Advances every review that was left on its way: an OUT item older than two minutes means that a
 * call was lost, a task failed or the process died. `impatient` takes all of them at once, as the
 * embedded host does when it starts.
 */
export const reconcile = async (options: { impatient?: boolean } = {}): Promise<Reconciled> => {
  const result: Reconciled = { advanced: 0, failed: 0, waiting: 0, leftOver: 0 };
  const patient = !options.impatient;
  const until = patient ? new Date(now() - 2 * minute).toISOString() : '~';
  await Promise.all(
    shards.map(async (shard) => {
      for await (const item of leftIn(shard, until)) await advanceOne(item, patient, result);
    }),
  );
  return result;
};
