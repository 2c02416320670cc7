import type { Event } from './events.ts';
import type { Side } from './facts/dossier-facts.ts';
import { Refusal } from './refusal.ts';

/** Refuses a reference to evidence that this side did not add to this review. */
export const requireOwnEvidence = (
  events: readonly Event[],
  side: Side,
  evidence: readonly string[] = [],
): void => {
  const own = new Set(
    events.flatMap((event) =>
      event.type === 'evidence-added' && event.facts.side === side ? [event.facts.evidence] : [],
    ),
  );
  const errors = evidence.flatMap((id, index) =>
    own.has(id)
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
