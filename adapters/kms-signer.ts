import { createPublicKey } from 'node:crypto';
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { PublicKey } from '../domain/public-key.ts';
import { setting } from './environment.ts';
import type { Signer } from './signing.ts';
import { classified } from './unavailable.ts';

let client = new KMSClient({});

/** Gives KMS another client: tests keep it on this machine. */
export const useKms = (other: KMSClient): void => {
  client = other;
};

const sent = async <T>(request: Promise<T>): Promise<T> => {
  try {
    return await request;
  } catch (error) {
    throw classified(error);
  }
};

/** An integer of a DER signature as 32 bytes: without its sign byte, filled up in front. */
const fixed = (integer: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(32);
  const significant = integer.subarray(Math.max(0, integer.length - 32));
  bytes.set(significant, 32 - significant.length);
  return bytes;
};

/** The two integers of an ECDSA signature in DER (RFC 3279 section 2.2.3), as JOSE has them. */
const rawOf = (der: Uint8Array): Uint8Array => {
  const rLength = der[3] ?? 0;
  const r = der.subarray(4, 4 + rLength);
  const s = der.subarray(6 + rLength);
  return Buffer.concat([fixed(r), fixed(s)]);
};

/** Signs with the key of SIGNING_KEY_ARN (ECC_NIST_P256), which never leaves KMS. */
export const kmsSigner = (): Signer => {
  const KeyId = setting('SIGNING_KEY_ARN');
  const keyId = KeyId.slice(KeyId.lastIndexOf('/') + 1);
  return {
    keyId,
    sign: async (Message) => {
      const { Signature } = await sent(
        client.send(
          new SignCommand({
            KeyId,
            Message,
            MessageType: 'RAW',
            SigningAlgorithm: 'ECDSA_SHA_256',
          }),
        ),
      );
      if (!Signature) throw new Error('KMS answered without a signature');
      return rawOf(Signature);
    },
    publicKey: async () => {
      const answer = await sent(client.send(new GetPublicKeyCommand({ KeyId })));
      const key = Buffer.from(answer.PublicKey ?? []);
      const jwk = createPublicKey({ key, format: 'der', type: 'spki' }).export({ format: 'jwk' });
      return PublicKey.parse({ ...jwk, kid: keyId, alg: 'ES256', use: 'sig' });
    },
  };
};
