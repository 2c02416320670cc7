import type * as z from 'zod';
import { CommandFailed } from './command-failed.ts';
import { readTextFile } from './text-file.ts';

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const notThat = (file: string, what: string): CommandFailed =>
  new CommandFailed(`The file ${file} is not ${what}.`, `head -n 3 ${file}`);

/** What a JSON file holds. Throws CommandFailed when it is not `what` it should be. */
export const readJsonFile = <S extends z.ZodType>(
  file: string,
  schema: S,
  what: string,
): z.output<S> => {
  const read = schema.safeParse(parsed(readTextFile(file)));
  if (!read.success) throw notThat(file, what);
  return read.data;
};

/** What the lines of a file hold, each a JSON value; one value over many lines counts as one line. */
export const readJsonLines = <S extends z.ZodType>(
  file: string,
  schema: S,
  what: string,
): z.output<S>[] => {
  const text = readTextFile(file);
  const whole = schema.safeParse(parsed(text));
  if (whole.success) return [whole.data];
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const read = schema.safeParse(parsed(line));
      if (!read.success) throw notThat(file, what);
      return read.data;
    });
};
