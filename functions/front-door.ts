import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { log } from '../adapters/log.ts';
import { classified } from '../adapters/unavailable.ts';
import { Superseded } from '../domain/refusal.ts';

/** The payload is not what the state machine promises: an error of ours, never retried. */
class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
}

const parse = <S extends z.ZodType>(schema: S, event: unknown): z.output<S> => {
  const parsed = schema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new InvalidInput(parsed.error.issues.map(({ path }) => path.join('.')).join(', '));
};

/** What a log line may say of a task: ids only, never answers, tokens or people. */
const Logged = z.object({
  review: z.string().optional(),
  run: z.int().optional(),
  stage: z.string().optional(),
});

/** Names the error as `Catch` and `Retry` match it, and logs it without its payload. */
const named = (task: string, event: unknown, thrown: unknown): Error => {
  const error = classified(thrown);
  const known = error instanceof Error ? error : new Error('a task threw something else');
  const level = known instanceof Superseded ? 'info' : 'error';
  log(level, 'task ended early', { task, error: known.name, ...Logged.safeParse(event).data });
  return known;
};

/** The one door of every workflow task: validates the payload, logs ids, names errors for the state machine. */
export const task = <S extends z.ZodType, R>(
  name: string,
  input: S,
  run: (payload: z.output<S>) => Promise<R>,
) =>
  middy<unknown, R, Error, Context>().handler(async (event) => {
    try {
      const result = await run(parse(input, event));
      log('info', 'task done', { task: name, ...Logged.safeParse(event).data });
      return result;
    } catch (error) {
      throw named(name, event, error);
    }
  });
