import type { Side } from '../facts/dossier-facts.ts';
import { Refusal } from '../refusal.ts';
import type { Evidence } from './evidence.ts';

/** Refuses a reference to evidence that this side did not add; `all` is what is at hand for the review. */
export const requireOwnEvidence = (
  all: readonly Pick<Evidence, 'id' | 'side'>[],
  side: Side,
  references: readonly string[] = [],
): void => {
  const errors = references.flatMap((reference, index) =>
    all.some((evidence) => evidence.id === reference && evidence.side === side)
      ? []
      : [
          {
            pointer: `/evidence/${index}`,
            code: 'unknown_evidence',
            detail: `This is no evidence that the ${side} side added to this review: add it first, or leave it out.`,
          },
        ],
  );
  if (errors.length > 0)
    throw new Refusal('unknown_reference', 'Some evidence is not there.', errors);
};
