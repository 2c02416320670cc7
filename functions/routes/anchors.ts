import * as z from 'zod';
import { anchors } from '../../adapters/anchors.ts';
import { type Anchor, headerOf, SavedAnchor } from '../../domain/anchor.ts';
import { readingSideOf } from '../../domain/permissions.ts';
import { permit } from '../http/permission.ts';
import { route } from '../http/route.ts';

const atOnce = 100;
/** A page ends with the anchor that brings it to so many leaves: about 2 MB. */
const leavesAtOnce = 20_000;

/** The anchors after a number, as many as fit into one answer. */
const pageAfter = async (after: number, latest: number): Promise<Anchor[]> => {
  const store = await anchors();
  const page: Anchor[] = [];
  let leaves = 0;
  for (let n = after + 1; n <= latest && page.length < atOnce && leaves < leavesAtOnce; n += 1) {
    const anchor = await store.read(n);
    page.push(anchor);
    leaves += anchor.changed.length;
  }
  return page;
};

export const rootsRoute = route({
  method: 'get',
  path: '/v1/anchors',
  summary:
    'List the signed roots over the record, to be kept elsewhere; the heads under them for the Secretariat only',
  action: 'read-keys',
  query: z.strictObject({ after: z.coerce.number().int().min(0).default(0) }),
  status: 200,
  response: z.object({ items: z.array(SavedAnchor), next: z.string().optional() }),
  handle: async ({ person, query: { after } }) => {
    permit(person, 'read-keys');
    const latest = (await (await anchors()).latest())?.n ?? 0;
    const page = await pageAfter(after, latest);
    const last = page.at(-1)?.n ?? latest;
    const next = last < latest ? String(last) : undefined;
    return {
      body: {
        items: readingSideOf(person) === 'secretariat' ? page : page.map(headerOf),
        ...(next && { next }),
      },
      ...(next && { link: `</v1/anchors?after=${next}>; rel="next"` }),
    };
  },
});
