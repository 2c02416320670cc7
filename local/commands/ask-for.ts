import type * as z from 'zod';
import { ask, bodyOf, refusalText } from './api-client.ts';
import { CommandFailed } from './command-failed.ts';

/** Reads a resource of the API, or undefined where this person may not. Throws CommandFailed with what else the API said against it. */
export const askIfAllowed = async <S extends z.ZodType>(
  url: string,
  token: string,
  path: string,
  schema: S,
): Promise<z.output<S> | undefined> => {
  const reply = await ask(url, { path, token });
  if (reply.status === 403) return undefined;
  if (reply.status >= 400)
    throw new CommandFailed(
      `${path} was refused: ${refusalText(reply)}`,
      'npm run ora -- token --role evaluator',
    );
  return bodyOf(reply, schema);
};

/** The same of what everybody asks this for may read. */
export const askFor = async <S extends z.ZodType>(
  url: string,
  token: string,
  path: string,
  schema: S,
): Promise<z.output<S>> => {
  const answer = await askIfAllowed(url, token, path, schema);
  if (answer !== undefined) return answer;
  throw new CommandFailed(`This person may not read ${path}.`, 'export ORA_TOKEN=<another token>');
};
