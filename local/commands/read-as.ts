import { InvalidArgumentError } from 'commander';
import type * as z from 'zod';
import { plainWords } from '../../domain/plain-words.ts';

/** Reads the value of an option as a schema does; commander says what is wrong with it. */
export const readAs =
  <S extends z.ZodType<string>>(schema: S) =>
  (value: string): z.output<S> => {
    const read = schema.safeParse(value, { error: plainWords });
    if (read.success) return read.data;
    throw new InvalidArgumentError(`Wanted: ${read.error.issues[0]?.message}.`);
  };
