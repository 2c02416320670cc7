import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { sha256 } from '../adapters/hashing.ts';
import type { Signer } from '../adapters/signing.ts';
import { PublicKey } from '../domain/public-key.ts';

/** The thumbprint of an Ed25519 key (RFC 7638, RFC 8037): its id is made of the key itself. */
const thumbprint = (x: string): string => sha256(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }));

const makeKey = (): string => {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return JSON.stringify({ ...jwk, kid: thumbprint(jwk.x ?? ''), alg: 'EdDSA', use: 'sig' });
};

/** Signs with an Ed25519 key, made once and kept in the data folder for its owner only. */
export const openSigningKey = (file: string): Signer => {
  if (!existsSync(file)) writeFileSync(file, makeKey(), { mode: 0o600 });
  const jwk = JSON.parse(readFileSync(file, 'utf8'));
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  const publicKey = PublicKey.parse(jwk);
  return {
    keyId: publicKey.kid,
    sign: async (bytes) => sign(null, bytes, key),
    publicKey: async () => publicKey,
  };
};
