import type { Actor } from './gate.ts';

/** Carries out a function of the machine for an execution. */
export type Invoke = (execution: Actor, name: string, payload: unknown) => Promise<unknown>;

/** A running execution, for whoever wants to end it. */
export interface Execution {
  isWaiting(): boolean;
  /** Its twenty days are over. */
  park(): Promise<void>;
  kill(): Promise<void>;
}

/** State machines that the histories can run on. */
export interface ModelMachines {
  answer(operation: string, input: unknown): Promise<object>;
  running(): Execution[];
  /** How many executions there ever were. */
  count(): number;
  /** Waits until nothing moves between two calls of functions. */
  quiet(): Promise<void>;
  close(): Promise<void>;
  /** The states that were entered. */
  readonly seen: ReadonlySet<string>;
}
