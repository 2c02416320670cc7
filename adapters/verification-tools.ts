import { leafBytes } from '../domain/anchor.ts';
import { rootOfPath } from '../domain/merkle.ts';
import type { Tools } from '../domain/verification/tools.ts';
import {
  anchorHash,
  anchorMessage,
  answersHash,
  canonical,
  dialogueEventHash,
  digest,
  eventHash,
  rootOf,
} from './hashing.ts';

/** The hashes of the record itself, with which a verification computes. */
export const verificationTools: Tools = {
  // What is checked here is not known to be an event yet.
  eventHash: (kind, id, unhashed) =>
    kind === 'review' ? eventHash(id, unhashed as never) : dialogueEventHash(id, unhashed as never),
  canonical,
  answersHash,
  rootOf,
  anchorMessage,
  anchorHash,
  rootOfPath: ([id, seq, head], place, path) => {
    const hashes = path.map((hash) => new Uint8Array(Buffer.from(hash, 'base64url')));
    const root = rootOfPath(leafBytes([id, seq, head]), place, hashes, digest);
    return root && Buffer.from(root).toString('base64url');
  },
};
