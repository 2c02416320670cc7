import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Signer } from '../../adapters/signing.ts';
import { openSigningKey } from '../../local/signing-key.ts';

/** A signer with a new Ed25519 key, whose file is gone already. */
export const newSigner = (): Signer => {
  const folder = mkdtempSync(join(tmpdir(), 'ora-signer-'));
  const signer = openSigningKey(join(folder, 'signing-key.json'));
  rmSync(folder, { recursive: true });
  return signer;
};
