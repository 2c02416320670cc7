import { handlers } from '../../local/functions.ts';
import { startStepFunctions } from '../../local/step-functions/step-functions.ts';
import type { StateMachine } from '../../workflows/asl.ts';
import { awsError } from './aws-error.ts';
import { newActor } from './gate.ts';
import type { Execution, ModelMachines } from './model-machines.ts';
import { type MachinesOf, passTime } from './world.ts';

const moreThanTwentyDays = 21 * 86_400_000;
const turns = 12;

interface Listed {
  readonly executionArn: string;
}

/** The embedded Step Functions with the real interpreter; each function call passes the gate. */
export const embeddedModelMachines =
  (review: StateMachine, now: () => number): MachinesOf =>
  async (invoke): Promise<ModelMachines> => {
    const gated = Object.keys(handlers).map((name) => [
      name,
      (payload: unknown) => invoke(newActor(name), name, payload),
    ]);
    const embedded = await startStepFunctions({
      machines: { review },
      handlers: Object.fromEntries(gated),
      now,
      retryDelays: 0,
    });
    const stateMachineArn = embedded.arnOf('review');
    let started = 0;
    let running: Listed[] = [];
    const answer = async (operation: string, input: unknown): Promise<object> => {
      const { status, body } = await embedded.answer(`AWSStepFunctions.${operation}`, input);
      if (status === 200) return body;
      throw awsError((body as { __type: string }).__type);
    };
    const list = async (): Promise<void> => {
      const found = await answer('ListExecutions', { stateMachineArn, statusFilter: 'RUNNING' });
      running = (found as { executions: Listed[] }).executions;
    };
    const handleOf = ({ executionArn }: Listed): Execution => ({
      isWaiting: () => true,
      park: async () => {
        passTime(moreThanTwentyDays);
        await list();
      },
      kill: async () => {
        await answer('StopExecution', { executionArn });
      },
    });
    return {
      answer: async (operation, input) => {
        if (operation === 'StartExecution') started += 1;
        return answer(operation, input);
      },
      running: () => running.map(handleOf),
      count: () => started,
      quiet: async () => {
        for (let turn = 0; turn < turns; turn += 1)
          await new Promise((resolve) => setImmediate(resolve));
        await list();
      },
      close: () => embedded.close(),
      seen: new Set(),
    };
  };
