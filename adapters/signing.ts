import type { Signature } from '../domain/facts/stage-facts.ts';
import type { PublicKey } from '../domain/public-key.ts';

/** Signs with one private key that it never gives away. */
export interface Signer {
  /** The `kid` of the public key that checks what this signs. */
  readonly keyId: string;
  /** The raw signature of bytes: 64 of them, as JOSE has it (RFC 7518 section 3.4, RFC 8037). */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
  publicKey(): Promise<PublicKey>;
}

let chosen: Signer | undefined;

/** Gives the record another signer: the embedded host signs with a key file. */
export const useSigner = (signer: Signer): void => {
  chosen = signer;
};

// Loaded when it is needed: the embedded host starts without the SDK of KMS.
const signer = async (): Promise<Signer> => {
  chosen ??= (await import('./kms-signer.ts')).kmsSigner();
  return chosen;
};

/** The signature of a message in UTF-8. Throws Unavailable when another try may succeed. */
export const sign = async (message: string): Promise<Signature> => {
  const by = await signer();
  const bytes = await by.sign(new TextEncoder().encode(message));
  return { key: by.keyId, value: Buffer.from(bytes).toString('base64url') };
};

/** The public key that checks what is signed now. */
export const signingKey = async (): Promise<PublicKey> => (await signer()).publicKey();
