import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';

export interface Issuer {
  readonly jwks: { readonly keys: readonly JWK[] };
  /** A real RS256 access token for one person, good for twelve hours of the wall clock. */
  token(person: string): Promise<string>;
}

const algorithm = 'RS256';

const readKey = async (file: string): Promise<JWK> => {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as JWK;
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const key = {
    ...(await exportJWK(privateKey)),
    kid: crypto.randomUUID(),
    alg: algorithm,
    use: 'sig',
  };
  writeFileSync(file, JSON.stringify(key), { mode: 0o600 });
  return key;
};

const publicPart = ({ kty = 'RSA', n = '', e = '', kid = '', alg = algorithm }: JWK): JWK => ({
  kty,
  n,
  e,
  kid,
  alg,
  use: 'sig',
});

/** The embedded issuer: signs tokens as Cognito would, with a key that stays in the data folder. */
export const openIssuer = async (
  file: string,
  { issuer, audience }: { issuer: string; audience: string },
): Promise<Issuer> => {
  const jwk = await readKey(file);
  const key = await importJWK(jwk, algorithm);
  return {
    jwks: { keys: [publicPart(jwk)] },
    token: (person) =>
      new SignJWT({ token_use: 'access' })
        .setProtectedHeader({ alg: algorithm, kid: jwk.kid ?? '', typ: 'JWT' })
        .setSubject(person)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime('12h')
        .sign(key),
  };
};
