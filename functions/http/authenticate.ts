import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose';
import { setting } from '../../adapters/environment.ts';
import { type ActingPerson, getPerson } from '../../adapters/people.ts';
import { actFor } from './on-behalf-of.ts';
import { HttpRefusal } from './problem.ts';

const keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>();

/** The issuer's keys, fetched once and refreshed by jose. */
const issuerKeys = () => {
  const url = setting('ORA_JWKS_URL');
  const known = keySets.get(url) ?? createRemoteJWKSet(new URL(url));
  keySets.set(url, known);
  return known;
};

/** Whom a token is for: Cognito's access tokens name their client instead of an audience. */
const audienceOf = ({ aud, client_id }: JWTPayload): unknown => aud ?? client_id;

/** The subject of an access token: RS256, our issuer, our audience, not expired, not older than 12 hours. */
const subjectOf = async (token: string): Promise<string> => {
  const { payload } = await jwtVerify(token, issuerKeys(), {
    issuer: setting('ORA_ISSUER'),
    algorithms: ['RS256'],
    requiredClaims: ['sub', 'exp', 'iat', 'token_use'],
    maxTokenAge: '12h',
  });
  if (payload.token_use !== 'access' || !payload.sub) throw new Error('not an access token');
  if (audienceOf(payload) !== setting('ORA_AUDIENCE')) throw new Error('for another audience');
  return payload.sub;
};

/** Pages read with a session cookie; a cookie never changes anything, so no other site can make it. */
const tokenOf = (request: Request): string | undefined => {
  const [scheme, bearer] = request.headers.get('authorization')?.split(' ') ?? [];
  if (bearer && scheme?.toLowerCase() === 'bearer') return bearer;
  if (request.method !== 'GET') return undefined;
  return /(?:^|;\s*)ora_session=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1];
};

/**
 * Who asks. The token says only who; role and scope come from the person's item in the table, or
 * from the item of the one for whom they act (`On-Behalf-Of`).
 */
export const authenticate = async (request: Request): Promise<ActingPerson> => {
  const token = tokenOf(request);
  if (!token) throw new HttpRefusal('unauthenticated');
  const subject = await subjectOf(token).catch(() => {
    throw new HttpRefusal(
      'unauthenticated',
      [],
      'The token is not valid here, or has expired: sign in again.',
    );
  });
  const person = await getPerson(subject);
  if (!person || person.erased)
    throw new HttpRefusal(
      'unauthenticated',
      [],
      'The token is valid, but names nobody who is registered here.',
    );
  const delegator = request.headers.get('on-behalf-of');
  return delegator === null ? person : actFor(person, delegator);
};
