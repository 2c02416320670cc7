import { timestamp } from '../../adapters/clock.ts';
import { getExportToken } from '../../adapters/export-tokens.ts';
import { sha256 } from '../../adapters/hashing.ts';
import { type ActingPerson, getPerson } from '../../adapters/people.ts';
import { isValid } from '../../domain/export/token.ts';
import { HttpRefusal } from '../http/problem.ts';

/** The password of Basic credentials, whoever the user is said to be. */
const passwordOf = (request: Request): string | undefined => {
  const [scheme, credentials = ''] = request.headers.get('authorization')?.split(' ') ?? [];
  if (scheme?.toLowerCase() !== 'basic') return undefined;
  const text = Buffer.from(credentials, 'base64').toString();
  return text.slice(text.indexOf(':') + 1);
};

/**
 * The owner of the export token that a request brings, as they are now, and the token; undefined where it
 * brings none. Refused where the token is unknown, over or revoked, all in the same words.
 */
export const tokenOwner = async (request: Request): Promise<ActingPerson | undefined> => {
  const given = new URL(request.url).searchParams.get('token') ?? passwordOf(request);
  if (given === undefined) return undefined;
  const token = await getExportToken(sha256(given));
  const owner = token && isValid(token, timestamp()) ? await getPerson(token.owner) : undefined;
  if (token && owner && !owner.erased) return { ...owner, exportToken: token };
  throw new HttpRefusal(
    'unauthenticated',
    [],
    'This export token is unknown, over or revoked: ask whoever made it for another one.',
  );
};
