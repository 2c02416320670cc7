import * as z from 'zod';

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/, '32 bytes in base64url');
const kid = z.string().min(1).max(100);

/** A public key that checks signatures of the record, as a JWK (RFC 7517, RFC 8037). */
export const PublicKey = z.discriminatedUnion('kty', [
  z.object({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: coordinate,
    y: coordinate,
    kid,
    alg: z.literal('ES256'),
    use: z.literal('sig'),
  }),
  z.object({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    x: coordinate,
    kid,
    alg: z.literal('EdDSA'),
    use: z.literal('sig'),
  }),
]);
export type PublicKey = z.output<typeof PublicKey>;

/** A set of public keys: what `GET /v1/keys` answers with and `ora keys` saves. */
export const PublicKeys = z.object({ keys: z.array(PublicKey) }).meta({ id: 'PublicKeys' });
export type PublicKeys = z.output<typeof PublicKeys>;
