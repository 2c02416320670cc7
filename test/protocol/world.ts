import { setClockAhead } from '../../adapters/clock.ts';
import { handlers } from '../../local/functions.ts';
import { awsError } from './aws-error.ts';
import { count, countFault } from './counts.ts';
import { type Fault, mishaps } from './faults.ts';
import { type Actor, type Call, newActor, openGate } from './gate.ts';
import type { Invoke, ModelMachines } from './model-machines.ts';
import type { Asked } from './requests.ts';
import type { Endpoint } from './sdk-clients.ts';
import type { ModelTable } from './small-table.ts';
import { openWatch } from './watch.ts';

/** Random numbers from a seed, the same each time (mulberry32): a number from 0 up to, not including, n. */
const randomFrom = (seed: number) => {
  let state = seed | 0;
  return (n: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
  };
};

let elapsed = 0;

/** Moves the one clock forward. */
export const passTime = (milliseconds: number): void => {
  elapsed += milliseconds;
  setClockAhead(elapsed);
};
export const clock = (): number => Date.now() + elapsed;

const contextless = {} as never;

export type MachinesOf = (invoke: Invoke, kill: (actor: Actor) => void) => Promise<ModelMachines>;

/** One history's surroundings: a table, the executions, whoever calls, and what was asked for. */
export const openWorld = async (table: ModelTable, machinesOf: MachinesOf) => {
  elapsed = 0;
  setClockAhead(0);
  const outages = new Map<string, number>();
  const trace: string[] = [];
  const watch = openWatch();
  const gate = openGate(({ actor, operation }: Call, fault: Fault) => {
    countFault(fault);
    trace.push(`${actor.name}: ${operation}${fault === 'none' ? '' : ` (${fault})`}`);
  });
  const invoke: Invoke = (execution, name, payload) => {
    if (execution.parked) watch.problems.push(`${execution.name} is parked, and calls ${name}`);
    const carryOut = () => {
      const actor = newActor(`${execution.name} ${name}`);
      const death = new Promise<never>((_, reject) => {
        actor.died = () => reject(awsError('Runtime.ExitError'));
      });
      const handler = handlers[name as keyof typeof handlers];
      const work = gate.run(actor, () =>
        watch.task(name, payload, actor, async () => handler(payload as never, contextless)),
      );
      return Promise.race([work, death]);
    };
    return gate.enter({ actor: execution, service: 'lambda', operation: name, carryOut });
  };
  const machines = await machinesOf(invoke, gate.kill);
  const endpoint: Endpoint = (service, operation, input) => {
    const backend = service === 'table' ? table : machines;
    const carryOut = async () => {
      if (operation === 'PutItem') watch.put((input as { Item: never }).Item);
      const answer = await backend.answer(operation, input);
      if (operation === 'SendTaskSuccess') watch.delivered(input as never);
      return answer;
    };
    return gate.enter({ actor: gate.actor(), service, operation, carryOut });
  };
  /** Lets one call through; an outage of its service wins over the fault that was drawn. */
  const release = async (call: Call, fault: Fault): Promise<void> => {
    passTime(1);
    const isOut = (outages.get(call.operation) ?? 0) > clock();
    await gate.release(call, isOut ? 'before' : fault);
    await machines.quiet();
  };
  const meet = async (call: Call, mishap: Fault | 'stall'): Promise<void> => {
    if (mishap !== 'stall') return release(call, mishap);
    count('stall');
    gate.stall(call);
  };
  return {
    table,
    gate,
    machines,
    endpoint,
    outages,
    trace,
    watch,
    asked: [] as Asked[],
    meet,
    /** Lets calls through one after the other, oldest first, without a fault of its own. */
    flow: async (calls: number): Promise<void> => {
      for (let turn = 0; turn < calls; turn += 1) {
        const [call] = gate.pending();
        if (!call) return;
        await release(call, 'none');
      }
    },
    /** Lets calls through in any order, one in `oneIn` with a fault. */
    storm: async (calls: number, seed: number, oneIn: number): Promise<void> => {
      const random = randomFrom(seed);
      for (let turn = 0; turn < calls; turn += 1) {
        const call = gate.pending()[random(Math.max(1, gate.pending().length))];
        if (!call) return;
        const mishap = random(oneIn) === 0 ? mishaps[random(mishaps.length)] : undefined;
        await meet(call, mishap ?? 'none');
      }
    },
  };
};
export type World = Awaited<ReturnType<typeof openWorld>>;
