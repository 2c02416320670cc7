import type { Answer, Reply } from '../aws-json/answer.ts';
import type { Engine } from './engine.ts';
import { executionOperations } from './execution-operations.ts';
import { Fault } from './fault.ts';
import { historyOperation } from './history-operation.ts';
import { machineOperations } from './machine-operations.ts';
import { taskOperations } from './task-operations.ts';

const prefix = 'AWSStepFunctions.';

/** Any error as the protocol words it. */
export const replyTo = (error: unknown): Reply => {
  if (error instanceof Fault) {
    const { status, name, message } = error;
    return { status, body: { __type: name, message } };
  }
  return { status: 500, body: { __type: 'InternalFailure', message: String(error) } };
};

/** The operations by name over one engine; `isOpen` turns false when the endpoint closes. */
export const answersOf = (engine: Engine, isOpen: () => boolean): Answer => {
  const operations: Record<string, (body: unknown) => object> = {
    ...executionOperations(engine),
    ...historyOperation(engine),
    ...taskOperations(engine),
    ...machineOperations(engine),
  };
  return async (target, body) => {
    try {
      if (!isOpen()) throw new Fault('ServiceUnavailable', 'The endpoint is closing.', 503);
      const name = target.startsWith(prefix) ? target.slice(prefix.length) : '';
      const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (!operation) throw new Fault('UnknownOperationException', `No operation '${target}'`);
      engine.tokens.expire();
      return { status: 200, body: operation(body) };
    } catch (error) {
      return replyTo(error);
    }
  };
};
