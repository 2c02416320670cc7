import * as z from 'zod';
import type { ActingPerson } from '../../adapters/people.ts';
import { listHeads } from '../../adapters/review-lists.ts';
import { type GapName, gapNames, ledgerOf } from '../../domain/ledger.ts';
import { sideOf } from '../../domain/permissions.ts';
import { findContributor } from '../../domain/reference/contributors.ts';
import { Refusal } from '../../domain/refusal.ts';
import { Basis, type Head, InstrumentRef, MissionAcronym, Unit } from '../../domain/review.ts';
import { type Stage, stages } from '../../domain/stages.ts';
import { Day } from '../../domain/text.ts';
import { nameOf } from '../http/command.ts';
import { readCursor, signCursor } from '../http/cursor.ts';
import { allEvents } from '../http/dossier-view.ts';
import { GapMeans } from '../http/gap-means.ts';
import { maySee } from '../http/permission.ts';
import { problems } from '../http/problem.ts';
import { route } from '../http/route.ts';
import { sightOf } from '../http/sight.ts';
import { spokenIn } from '../http/voices.ts';
import { instrumentOf } from '../machine-step.ts';

const Shown = z.union([GapMeans, z.literal('not_released')]);

const GapRow = z
  .object({
    review: z.string(),
    closedOn: Day,
    mission: MissionAcronym,
    unit: Unit,
    instrument: InstrumentRef,
    basis: Basis.optional(),
    /** What was claimed less what the field found, or the Secretariat judged where no field spoke. */
    gap: Shown.optional(),
    selfEvaluation: Shown.optional(),
    selfVerification: Shown.optional(),
    evaluationVerification: Shown.optional(),
  })
  .meta({ id: 'GapRow' });

const voices: Record<GapName, readonly Stage[]> = {
  selfEvaluation: ['self-assessment', 'evaluation'],
  selfVerification: ['self-assessment', 'verification'],
  evaluationVerification: ['evaluation', 'verification'],
};

/** The gaps of one closed review; those that rest on a voice this person may not read yet say so. */
const rowOf = async (head: Head, person: ActingPerson): Promise<z.output<typeof GapRow>> => {
  const events = await allEvents(head.id);
  const spoken = await spokenIn(head, events, stages);
  const { gaps } = ledgerOf(instrumentOf(head), spoken);
  const readable = sightOf(person, head).voices;
  const shown = (means: z.output<typeof GapMeans> | undefined, of: readonly Stage[]) => {
    if (means?.overall === undefined) return undefined;
    return of.every((stage) => readable.includes(stage)) ? means : ('not_released' as const);
  };
  const { bySection, overall } = gaps;
  const all = stages.filter((stage) => spoken[stage]);
  const closed = events.find(({ type }) => type === 'review-closed');
  const { id: review, mission, unit, instrument, basis } = head;
  return {
    review,
    closedOn: closed?.at.slice(0, 10) ?? '',
    mission,
    unit,
    instrument,
    basis,
    gap: shown({ bySection, ...(overall !== undefined && { overall }) }, all),
    ...Object.fromEntries(gapNames.map((name) => [name, shown(gaps[name], voices[name])])),
  };
};

const pagesAtOnce = 5;

/** Closed reviews of a contributor that this person may see, oldest first, until the page is full. */
const closedReviews = async (
  person: ActingPerson,
  contributor: string,
  after: string,
  limit: number,
) => {
  const found: Head[] = [];
  let last: string | undefined = after;
  for (let page = 0; page < pagesAtOnce && last !== undefined && found.length < limit; page += 1) {
    const wanted: number = limit - found.length;
    const read = await listHeads({ by: 'contributor', contributor }, last, wanted);
    found.push(...read.heads.filter((head) => head.verdict && maySee(person, head)));
    last = read.last;
  }
  return { found, last };
};

export const gapsRoute = route({
  method: 'get',
  path: '/v1/contributors/{iso3}/gaps',
  summary:
    'Read a contributor’s record of gaps over time: what it claimed, review by review, against what was judged and found',
  action: 'read-ledger',
  params: z.object({ iso3: z.string() }),
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(50).default(20),
    cursor: z.string().max(500).optional(),
  }),
  status: 200,
  response: z.object({ items: z.array(GapRow), next: z.string().optional() }),
  handle: async ({ person, params: { iso3 }, query: { limit, cursor } }) => {
    const own = person.contributor === iso3;
    if (!findContributor(iso3) || !(own || sideOf(person.role) === 'secretariat'))
      throw new Refusal('not_found', problems.not_found[2]);
    const bound = `${nameOf(person)} gaps ${iso3}`;
    const after = cursor ? readCursor(cursor, bound) : '';
    const { found, last } = await closedReviews(person, iso3, after, limit);
    const items = [];
    for (const head of found) items.push(await rowOf(head, person));
    const next = last === undefined ? undefined : signCursor(last, bound);
    const link =
      next && `</v1/contributors/${iso3}/gaps?limit=${limit}&cursor=${next}>; rel="next"`;
    return { body: { items, ...(next && { next }) }, ...(link && { link }) };
  },
});
