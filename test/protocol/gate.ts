import { AsyncLocalStorage } from 'node:async_hooks';
import { errorOf, type Fault, type Service } from './faults.ts';

/** Somebody who calls: a client, a function, the reconciler. It dies between two of its calls. */
export interface Actor {
  readonly name: string;
  alive: boolean;
  done: boolean;
  waiting: number;
  faulty: boolean;
  /** An execution that waited in vain: it may not call again. */
  parked?: boolean;
  died?: () => void;
}

/** A call that waits for the scheduler to let it through. */
export interface Call {
  readonly actor: Actor;
  readonly service: Service;
  readonly operation: string;
  /** Carries it out: nobody has done anything before. */
  readonly carryOut: () => Promise<unknown>;
  readonly settle: (result: Promise<unknown>) => void;
}

export const newActor = (name: string): Actor => ({
  name,
  alive: true,
  done: false,
  waiting: 0,
  faulty: false,
});

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const network = newActor('network');

/**
 * The one place that every call passes: it waits here until it is released, with or without a
 * fault. Between two releases nothing moves, so the order of all calls is the scheduler's.
 */
export const openGate = (onCall: (call: Call, fault: Fault) => void) => {
  const current = new AsyncLocalStorage<Actor>();
  const active = new Set<Actor>();
  let pending: Call[] = [];
  let stalled: Call[] = [];

  const busy = (): boolean => {
    for (const actor of active) {
      if (actor.done || !actor.alive) active.delete(actor);
      else if (actor.waiting === 0) return true;
    }
    return false;
  };
  const quiet = async (): Promise<void> => {
    await turn();
    for (let turns = 0; busy(); turns += 1) {
      if (turns > 2_000) throw new Error('somebody neither calls nor ends');
      await turn();
    }
  };
  const enter = (call: Omit<Call, 'settle'>): Promise<unknown> => {
    if (!call.actor.alive) return new Promise(() => undefined);
    const { promise, resolve } = Promise.withResolvers<unknown>();
    pending.push({ ...call, settle: resolve });
    call.actor.waiting += 1;
    return promise;
  };
  const kill = (actor: Actor): void => {
    actor.alive = false;
    pending = pending.filter((call) => call.actor !== actor);
    stalled = stalled.filter((call) => call.actor !== actor);
    actor.died?.();
  };
  /** The answer is lost, and the SDK sends the same request again, whenever that arrives. */
  const sendAgain = async (call: Call): Promise<unknown> => {
    await call.carryOut().catch(() => undefined);
    return call.service === 'lambda' ? call.carryOut() : enter(call);
  };
  const outcome = async (call: Call, fault: Fault): Promise<unknown> => {
    const { service, operation } = call;
    if (fault === 'none') return call.carryOut();
    if (fault === 'twice') return sendAgain(call);
    if (fault === 'lost' || fault === 'crash-after') await call.carryOut().catch(() => undefined);
    if (fault === 'late' && service === 'lambda') call.carryOut().catch(() => undefined);
    else if (fault === 'late') enter({ ...call, actor: network }).catch(() => undefined);
    throw errorOf(fault, service, operation);
  };
  const release = async (call: Call, fault: Fault): Promise<void> => {
    pending.splice(pending.indexOf(call), 1);
    onCall(call, fault);
    call.actor.waiting -= 1;
    if (fault !== 'none') call.actor.faulty = true;
    const result = outcome(call, fault);
    const carriedOut = result.catch(() => undefined);
    // A function runs on while others call, as a repetition does; anything else is over by now.
    if (call.service !== 'lambda' && fault !== 'twice') await carriedOut;
    if (call.service !== 'lambda' && fault.startsWith('crash')) kill(call.actor);
    else call.settle(result);
    await quiet();
  };
  const run = <T>(actor: Actor, work: () => Promise<T>): Promise<T> => {
    active.add(actor);
    return current.run(actor, work).finally(() => {
      actor.done = true;
    });
  };
  return {
    enter,
    kill,
    quiet,
    release,
    run,
    actor: (): Actor => current.getStore() ?? network,
    pending: (): readonly Call[] => pending,
    /** A slow network or a cold function: everything else may overtake this call, until `thaw`. */
    stall: (call: Call): void => {
      pending.splice(pending.indexOf(call), 1);
      stalled.push(call);
    },
    thaw: (): void => {
      pending.push(...stalled.splice(0));
    },
    /** Everybody's process dies at once, and what was on the network is lost. */
    killAll: (): void => {
      for (const actor of active) kill(actor);
      pending = [];
      stalled = [];
    },
  };
};
export type Gate = ReturnType<typeof openGate>;
