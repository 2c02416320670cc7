import type { StateMachine } from '../../workflows/asl.ts';
import type { Answer } from '../aws-json/answer.ts';
import { listen } from '../aws-json/http-server.ts';
import { answersOf } from './answer.ts';
import { executionArn, machineArn } from './arns.ts';
import { dialect } from './dialect.ts';
import { openEngine } from './engine.ts';
import { type Handlers, loadMachine } from './machine.ts';

export interface StepFunctionsOptions {
  /** The definitions by name, as they are deployed. */
  readonly machines: Readonly<Record<string, StateMachine>>;
  /** The functions by placeholder, such as `${OpenStage}`. */
  readonly handlers: Handlers;
  readonly port?: number;
  /** Where starts and ends are kept, as JSON lines; in memory only when absent. */
  readonly file?: string;
  /** The clock of dates and of waits for tokens, in milliseconds; it may jump forward. */
  readonly now?: () => number;
  /** The definitions passed the validator before, in a test: leaving it out saves half a second. */
  readonly validated?: boolean;
  /** Milliseconds before every retry, instead of what the definitions say. */
  readonly retryDelays?: number;
}

export interface EmbeddedStepFunctions {
  readonly endpoint: string;
  arnOf(machine: string): string;
  /** Whether an execution ran until the process ended that ran it: waits are not kept on disk. */
  endedWithHost(machine: string, name: string): boolean;
  /** The same operations without HTTP. */
  readonly answer: Answer;
  /** Aborts what runs and lets go of the port and the file, within a second. */
  close(): Promise<void>;
}

/**
 * An embedded Step Functions on 127.0.0.1, on any free port unless told. Rejects when a definition
 * is wrong or names a function without handler, when the file is damaged, or the port taken.
 */
export const startStepFunctions = async (
  options: StepFunctionsOptions,
): Promise<EmbeddedStepFunctions> => {
  const { file, now = Date.now, retryDelays, handlers, validated = false } = options;
  const machines = Object.entries(options.machines).map(([name, definition]) =>
    loadMachine(name, definition, handlers, validated),
  );
  const engine = await openEngine({ machines, file, now, retryDelays });
  let closing: Promise<void> | undefined;
  const answer = answersOf(engine, () => closing === undefined);
  const server = await listen(dialect, answer, options.port ?? 0).catch((error) => {
    engine.close();
    throw error;
  });
  return {
    endpoint: server.endpoint,
    arnOf: machineArn,
    endedWithHost: (machine, name) => engine.endedWithHost(executionArn(machine, name)),
    answer,
    close() {
      if (!closing) {
        closing = server.stop();
        engine.close();
      }
      return closing;
    },
  };
};
