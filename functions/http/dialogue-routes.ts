import * as z from 'zod';
import { getDialogue } from '../../adapters/dialogues.ts';
import type { ActingPerson, Person } from '../../adapters/people.ts';
import type { NewDialogueEvent } from '../../domain/dialogue/events.ts';
import { placeIn } from '../../domain/dialogue/record-id.ts';
import type { Dialogue } from '../../domain/dialogue/records.ts';
import type { ShownDialogue } from '../../domain/dialogue/shown-dialogue.ts';
import type { By } from '../../domain/events.ts';
import type { Action } from '../../domain/permissions.ts';
import { MissionAcronym } from '../../domain/review.ts';
import { nameOf } from './command.ts';
import { changeDialogue, DialogueReceipt } from './dialogue-command.ts';
import { requireReferences } from './dialogue-references.ts';
import { requireSight, shownTo } from './dialogue-sight.ts';
import { PageQuery, pageReply, pageStart } from './page.ts';
import { type Route, route } from './route.ts';

/** One kind of record: where it is reached, who records it, and what becomes of it. */
interface Kind<B extends { readonly mission: string }> {
  readonly path: string;
  readonly of: keyof ShownDialogue;
  /** For the documentation: all of them, and one. */
  readonly what: string;
  readonly one: string;
  readonly action: Action;
  readonly body: z.ZodType<B>;
  readonly view: z.ZodType;
  readonly event: (dialogue: Dialogue, facts: B, by: By, person: Person) => NewDialogueEvent;
}

const Query = PageQuery.extend({ mission: MissionAcronym });
type Query = z.output<typeof Query>;

/** One page of what may be read, in the order of the record; a cursor is for one person and one list. */
const pageOf = (
  all: readonly { readonly id: string }[],
  query: Query,
  path: string,
  person: ActingPerson,
) => {
  const { mission, limit } = query;
  const bound = `${nameOf(person)} ${path} ${mission}`;
  const after = Number(pageStart(query, bound));
  const left = all.filter(({ id }) => placeIn(id) > after);
  const items = left.slice(0, limit);
  const last = left.length > limit ? items.at(-1) : undefined;
  const search = new URLSearchParams({ mission });
  return pageReply(`${path}?${search}`, query, bound, items, last && String(placeIn(last.id)));
};

const listRoute = ({ path, of, what, view }: Pick<Kind<never>, 'path' | 'of' | 'what' | 'view'>) =>
  route({
    method: 'get',
    path: `/v1/dialogue/${path}`,
    summary: `List what concerns you on a mission: ${what}`,
    action: 'read-dialogue',
    query: Query,
    status: 200,
    response: z.object({ items: z.array(view), next: z.string().optional() }),
    handle: async ({ person, query }) => {
      const { mission } = query;
      requireSight(person, mission);
      const shown = await shownTo(person, mission, await getDialogue(mission));
      return pageOf(shown[of], query, `/v1/dialogue/${path}`, person);
    },
  });

const recordRoute = <B extends { readonly mission: string }>({
  path,
  one,
  action,
  body,
  event,
}: Kind<B>) =>
  route({
    method: 'post',
    path: `/v1/dialogue/${path}`,
    summary: `Record ${one}`,
    action,
    wants: ['idempotency-key'],
    body,
    status: 201,
    response: DialogueReceipt,
    handle: (asked) =>
      changeDialogue(asked, asked.body.mission, action, async (dialogue, by) => {
        await requireReferences(asked.person, asked.body);
        return event(dialogue, asked.body, by, asked.person);
      }),
  });

/** Listing and recording of one kind of record. */
export const dialogueRoutes = <B extends { readonly mission: string }>(kind: Kind<B>): Route[] => [
  listRoute(kind),
  recordRoute(kind),
];
