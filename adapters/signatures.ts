import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { PublicKey } from '../domain/public-key.ts';
import type { SignatureCheck } from '../domain/verification/tools.ts';

const isRight = (key: KeyObject, alg: PublicKey['alg'], message: string, value: string): boolean =>
  verify(
    alg === 'EdDSA' ? null : 'sha256',
    Buffer.from(message, 'utf8'),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(value, 'base64url'),
  );

/** Checks signatures against public keys, offline. Two keys of one id: either may have signed. */
export const checkedBy = (publicKeys: readonly PublicKey[]): SignatureCheck => {
  const keys = publicKeys.map(({ kid, alg, use: _, ...jwk }) => ({
    kid,
    alg,
    key: createPublicKey({ key: jwk, format: 'jwk' }),
  }));
  return (message, { key, value }) => {
    const candidates = keys.filter(({ kid }) => kid === key);
    if (candidates.length === 0) return 'unknown key';
    return candidates.some((known) => isRight(known.key, known.alg, message, value))
      ? 'right'
      : 'wrong';
  };
};
