import type { AnchorHeader, ChainKind, Leaves, UnsignedHeader } from '../anchor.ts';
import type { Signature } from '../facts/stage-facts.ts';

/** What a set of public keys says of a signature. */
export type SignatureCheck = (
  message: string,
  signature: Signature,
) => 'right' | 'wrong' | 'unknown key';

/** What a verification computes with; each throws what has no canonical form. */
export interface Tools {
  /** The hash of an event that has none yet, in the chain of that id. */
  readonly eventHash: (kind: ChainKind, id: string, unhashed: object) => string;
  /** The canonical JSON of a value: what is equal has equal text. */
  readonly canonical: (value: unknown) => string;
  readonly answersHash: (answers: unknown) => string;
  readonly rootOf: (leaves: Leaves) => string;
  readonly anchorMessage: (anchor: UnsignedHeader) => string;
  readonly anchorHash: (anchor: AnchorHeader) => string;
  /** The root that a leaf and its path lead to; undefined when the path cannot belong there. */
  readonly rootOfPath: (
    leaf: readonly [string, number, string],
    place: { readonly index: number; readonly count: number },
    path: readonly string[],
  ) => string | undefined;
}
