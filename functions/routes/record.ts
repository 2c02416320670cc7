import * as z from 'zod';
import { getDialogue } from '../../adapters/dialogues.ts';
import type { Person } from '../../adapters/people.ts';
import { eventsOf } from '../../adapters/reviews.ts';
import { LinkedRecords, linkedRecords } from '../../domain/dialogue/linked-records.ts';
import { shownDialogue } from '../../domain/dialogue/shown-dialogue.ts';
import { dossierOf } from '../../domain/dossier/dossier.ts';
import { type GapName, gapNames, ledgerOf } from '../../domain/ledger.ts';
import type { Head } from '../../domain/review.ts';
import { nameOf, visibleReview } from '../http/command.ts';
import { readCursor, signCursor } from '../http/cursor.ts';
import { sightFor } from '../http/dialogue-sight.ts';
import { allEvents, DossierView, dossierView } from '../http/dossier-view.ts';
import { EventView, eventViewOf } from '../http/event-view.ts';
import { GapMeans } from '../http/gap-means.ts';
import { openedReview } from '../http/opened.ts';
import { permit } from '../http/permission.ts';
import { route } from '../http/route.ts';
import { sightOf } from '../http/sight.ts';
import { spokenIn, Voices } from '../http/voices.ts';
import { instrumentOf } from '../machine-step.ts';

const params = z.object({ id: z.string() });

const Ledger = z
  .object({
    criteria: z.array(
      z.object({
        criterion: z.string(),
        ...Voices,
      }),
    ),
    gaps: GapMeans.extend(
      Object.fromEntries(gapNames.map((name) => [name, GapMeans.optional()])) as Record<
        GapName,
        z.ZodOptional<typeof GapMeans>
      >,
    ),
    dossier: DossierView,
    /** Of the mission's dialogue, what concerns this review and this reader. */
    dialogue: LinkedRecords,
  })
  .meta({ id: 'Ledger' });

/** What the dialogue of the mission holds on this review, as far as this person may read it. */
const dialogueOn = async (head: Head, person: Person): Promise<z.output<typeof LinkedRecords>> => {
  const dialogue = await getDialogue(head.mission);
  const sight = sightFor(person, head.mission, new Set([head.id]));
  return linkedRecords(dialogue, shownDialogue(dialogue, sight), head);
};

export const ledgerRoute = route({
  method: 'get',
  path: '/v1/reviews/{id}/ledger',
  summary:
    'Read what contributor, Secretariat and field said of each criterion, the gaps, and what stands beside the answers',
  action: 'read-ledger',
  params,
  status: 200,
  response: Ledger,
  handle: async ({ person, params: { id } }) => {
    const head = await openedReview(person, id);
    permit(person, 'read-ledger', head);
    const events = await allEvents(id);
    const { voices, side } = sightOf(person, head);
    const spoken = await spokenIn(head, events, voices, side);
    const dossier = dossierView(dossierOf(events), person, head);
    const dialogue = await dialogueOn(head, person);
    return { body: { ...ledgerOf(instrumentOf(head), spoken), dossier, dialogue } };
  },
});

export const eventsRoute = route({
  method: 'get',
  path: '/v1/reviews/{id}/events',
  summary: 'Read the record of a review, oldest first',
  action: 'read-events',
  params,
  query: z.object({
    limit: z.coerce.number().int().min(1).max(100).default(50),
    cursor: z.string().max(500).optional(),
  }),
  status: 200,
  response: z.object({ items: z.array(EventView), next: z.string().optional() }),
  handle: async ({ person, params: { id }, query: { limit, cursor } }) => {
    const head = await visibleReview(person, id);
    permit(person, 'read-events', head);
    const bound = `${nameOf(person)} events ${id}`;
    const from = cursor ? Number(readCursor(cursor, bound)) : 0;
    const sight = sightOf(person, head);
    const items = [];
    for await (const event of eventsOf(id, from)) {
      items.push(eventViewOf(event, sight));
      if (items.length === limit) break;
    }
    const last = items.at(-1)?.seq ?? head.version;
    const next = last < head.version ? signCursor(String(last), bound) : undefined;
    const link = next && `</v1/reviews/${id}/events?limit=${limit}&cursor=${next}>; rel="next"`;
    return { body: { items, ...(next && { next }) }, ...(link && { link }) };
  },
});
