import * as z from 'zod';
import { listHealings } from '../../adapters/healings.ts';
import { Healing } from '../../domain/healing.ts';
import { nameOf } from '../http/command.ts';
import { PageQuery, pageReply, pageStart } from '../http/page.ts';
import { permit } from '../http/permission.ts';
import { route } from '../http/route.ts';

export const healingsRoute = route({
  method: 'get',
  path: '/v1/healings',
  summary: 'Read what the system found broken and mended by itself, the latest first',
  action: 'read-healings',
  query: PageQuery,
  status: 200,
  response: z.object({ items: z.array(Healing), next: z.string().optional() }),
  handle: async ({ person, query }) => {
    permit(person, 'read-healings');
    const bound = `${nameOf(person)} healings`;
    const { healings, last } = await listHealings(pageStart(query, bound), query.limit);
    return pageReply('/v1/healings', query, bound, healings, last);
  },
});
