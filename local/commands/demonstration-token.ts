import type { Role } from '../../domain/permissions.ts';
import { ask, refusalText } from './api-client.ts';

/** Whose token is wanted; the scope is as the role needs it. */
export interface Wanted {
  readonly role: Role;
  readonly contributor?: string | undefined;
  readonly mission?: string | undefined;
  readonly person?: string | undefined;
}

/** A bearer token of a demonstration person, made if need be; undefined where the host is a deployment. Throws when the host refuses. */
export const demonstrationToken = async (
  url: string,
  wanted: Wanted,
): Promise<string | undefined> => {
  const reply = await ask(url, { method: 'POST', path: '/local/token', body: wanted });
  if (reply.status === 404) return undefined;
  if (reply.status !== 200)
    throw new Error(reply.text.startsWith('{') ? refusalText(reply) : reply.text);
  return reply.text.trim();
};
