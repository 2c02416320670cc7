import * as z from 'zod';
import { inclusionOf } from '../../adapters/inclusion.ts';
import { rawDialogue, rawReview } from '../../adapters/raw-record.ts';
import { eventsOf } from '../../adapters/reviews.ts';
import { readingSideOf } from '../../domain/permissions.ts';
import { findMission } from '../../domain/reference/missions.ts';
import { Refusal } from '../../domain/refusal.ts';
import { Proof } from '../../domain/verification/record-export.ts';
import { visibleReview } from '../http/command.ts';
import { permit } from '../http/permission.ts';
import { problems } from '../http/problem.ts';
import { rawView, shownView } from '../http/proven-events.ts';
import { route } from '../http/route.ts';
import { type Sight, sightOf } from '../http/sight.ts';

const shared = {
  method: 'get',
  params: z.object({ id: z.string() }),
  status: 200,
  response: Proof,
} as const;

const wholeProof = async (id: string, sight: Sight): Promise<Proof> => {
  const { head, events, answers } = await rawReview(id);
  const shown = events.map((event) => rawView(id, event, sight));
  return { id, whole: true, head, events: shown, answers };
};

const shownProof = async (id: string, sight: Sight): Promise<Proof> => {
  const events = await Array.fromAsync(eventsOf(id));
  const inclusion = await inclusionOf(id);
  const shown = events.map((event) => shownView(event, sight));
  return { id, whole: false, events: shown, ...(inclusion && { inclusion }) };
};

export const proofRoute = route({
  ...shared,
  path: '/v1/reviews/{id}/proof',
  summary:
    'Read what proves the record of a review: for the Secretariat all of it; for others hashes, signatures and the way to the last root',
  action: 'read-proof',
  handle: async ({ person, params: { id } }) => {
    const head = await visibleReview(person, id);
    permit(person, 'read-proof', head);
    const sight = sightOf(person, head);
    const isWhole = sight.side === 'secretariat';
    return { body: await (isWhole ? wholeProof(id, sight) : shownProof(id, sight)) };
  },
});

export const dialogueProofRoute = route({
  ...shared,
  path: '/v1/missions/{id}/proof',
  summary: 'Read the record of the dialogue on a mission as it is kept; Secretariat only',
  action: 'read-dialogue',
  handle: async ({ person, params: { id } }) => {
    if (readingSideOf(person) !== 'secretariat')
      throw new Refusal('forbidden', 'Only the Secretariat reads the whole dialogue on a mission.');
    if (!findMission(id)) throw new Refusal('not_found', problems.not_found[2]);
    permit(person, 'read-dialogue', { mission: id });
    const body: Proof = { id, whole: true, events: await rawDialogue(id), answers: {} };
    return { body };
  },
});
