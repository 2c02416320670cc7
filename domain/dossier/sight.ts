import type { Side } from '../facts/dossier-facts.ts';
import { type Asker, readingSideOf, sideOf } from '../permissions.ts';
import type { Released } from '../review.ts';
import { holders, type Stage } from '../stages.ts';
import type { Limit } from '../verdict.ts';
import type { Dossier } from './dossier.ts';

/**
 * Who reads a caveat: the Secretariat every one; the State what it declared, the field what it found;
 * each the other's once caveats are released.
 */
export const maySeeCaveat = (
  asker: Asker,
  { undeclared = false }: { readonly undeclared?: boolean | undefined },
  released: readonly Released[],
): boolean => {
  const party = readingSideOf(asker);
  if (party === undefined || party === 'secretariat') return party === 'secretariat';
  return undeclared === (party === 'mission') || released.includes('caveats');
};

/** A comment to the writer's own side is read by nobody else, the Secretariat included. */
export const maySeeComment = (
  { role }: Asker,
  { side, audience }: { readonly side: Side; readonly audience: 'side' | 'everyone' },
): boolean => audience === 'everyone' || sideOf(role) === side;

/** Evidence is read by whoever may read what its side said: `voices` are the stages that the policies let them read. */
export const maySeeEvidence = (
  { side }: { readonly side: Side },
  voices: readonly Stage[],
): boolean => voices.some((stage) => holders[stage] === side);

/** What of a dossier is this person's to see. Certificates, vetting and the plan are everybody's. */
export const visibleDossier = (
  asker: Asker,
  dossier: Dossier,
  released: readonly Released[],
  voices: readonly Stage[] = [],
): Dossier => ({
  ...dossier,
  caveats: dossier.caveats.filter((caveat) => maySeeCaveat(asker, caveat, released)),
  comments: dossier.comments.filter((comment) => maySeeComment(asker, comment)),
  evidence: dossier.evidence.filter((evidence) => maySeeEvidence(evidence, voices)),
});

const isOfCaveat = ({ kind }: Limit) =>
  kind === 'undeclared_caveat' || kind === 'caveat_not_accepted';

/** A limit as it is told to somebody who may not know what it is yet. */
export type ShownLimit = Omit<Limit, 'kind'> & { readonly kind: Limit['kind'] | 'not_released' };

/** What limits a verdict, as far as this person may know it: that something caps it is never hidden. */
export const shownLimits = (
  asker: Asker,
  limits: readonly Limit[],
  released: readonly Released[],
): ShownLimit[] =>
  limits.flatMap((limit): ShownLimit[] => {
    if (!isOfCaveat(limit) || maySeeCaveat(asker, limit, released)) return [limit];
    const detail = 'What limits the verdict here has not been released to you yet.';
    return limit.cap ? [{ kind: 'not_released', cap: limit.cap, detail }] : [];
  });
