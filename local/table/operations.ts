import type { Answer, Reply } from '../aws-json/answer.ts';
import { dynaliteOperations } from './dynalite-operations.ts';
import { closing, replyTo, unknownOperation } from './refusals.ts';
import { singleWrites } from './single-writes.ts';
import type { TableStore } from './store.ts';
import { tokens } from './tokens.ts';
import { transactWriteItems } from './transaction.ts';
import { objectIn } from './validated.ts';

const version = 'DynamoDB_20120810.';

type Operation = (body: object) => Promise<object>;

const operationNamed = (operations: ReadonlyMap<string, Operation>, target: string) => {
  const name = target.startsWith(version) ? target.slice(version.length) : target;
  const operation = target.startsWith(version) ? operations.get(name) : undefined;
  if (!operation) throw unknownOperation(`The embedded table does not offer ${name}`);
  return operation;
};

/** All operations of the embedded table behind one function, and the way to wait for those running. */
export const operations = async (store: TableStore, now: () => number) => {
  const known = tokens(store, now);
  await known.sweep();
  const offered = new Map<string, Operation>(
    Object.entries({
      ...dynaliteOperations(store),
      ...singleWrites(store),
      TransactWriteItems: transactWriteItems(store, known),
    }),
  );
  const running = new Set<Promise<unknown>>();
  let open = true;

  const run = async (target: string, body: unknown): Promise<Reply> => {
    try {
      if (!open) throw closing();
      const operation = operationNamed(offered, target);
      return { status: 200, body: await operation(objectIn(body)) };
    } catch (error) {
      return replyTo(error);
    }
  };

  const answer: Answer = (target, body) => {
    const reply = run(target, body);
    running.add(reply);
    return reply.finally(() => running.delete(reply));
  };

  const finish = async () => {
    open = false;
    await Promise.all(running);
  };

  return { answer, finish };
};
