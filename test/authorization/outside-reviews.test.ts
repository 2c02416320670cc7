import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Action } from '../../domain/permissions.ts';
import type { Route } from '../../functions/http/route.ts';
import { routes } from '../../functions/routes/table-of-routes.ts';
import { startHost } from '../support/host.ts';
import { type Player, signInAll } from './cast.ts';
import { mayBy } from './oracle.ts';
import { bodyOf } from './requests.ts';
import { sampleOf } from './sample.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let players: readonly Player[];

beforeAll(async () => {
  host = await startHost();
  const { clean, strangers } = await signInAll(host.url);
  players = [...clean, ...strangers];
}, 600_000);
afterAll(() => host.close());

/** Lists show what is anybody's to see; this one route is for the Secretariat beyond what its action says. */
const apart = ['read-review', 'read-ledger', 'read-reminders', '/v1/missions/{id}/proof'];

interface Asked {
  readonly route: Route;
  readonly action: Action;
}

const outside: readonly Asked[] = routes.flatMap((route) => {
  const { path, action } = route;
  const isOnReview = path.startsWith('/v1/reviews/{id}');
  if (isOnReview || action === 'signed-in' || apart.includes(path) || apart.includes(action))
    return [];
  return [{ route, action }];
});

const addressOf = ({ path, query }: Route): string => {
  const id = path.startsWith('/v1/missions/') ? 'MINUSCA' : 'nothing-999999';
  const filled = path.replace('{id}', id).replace('{n}', '1').replace('{file}', 'findings.csv');
  return query
    ? `${filled}?${new URLSearchParams(sampleOf(query) as object as Record<string, string>)}`
    : filled;
};

const statusOf = async ({ headers }: Player, route: Route): Promise<number> => {
  const body = bodyOf(route);
  const response = await fetch(`${host.url}${addressOf(route)}`, {
    method: route.method.toUpperCase(),
    headers: { ...headers, 'idempotency-key': crypto.randomUUID() },
    ...(body !== undefined && { body }),
  });
  await response.text();
  return response.status;
};

/** Whether the answer is that of the table; that an id names nothing may be said to either. */
const isAsSaid = async (player: Player, { route, action }: Asked): Promise<boolean> => {
  const { contributor } = player.asker;
  const about = { ...(contributor && { contributor }), mission: 'MINUSCA' };
  const status = await statusOf(player, route);
  if (status === 404 && addressOf(route).includes('999999')) return true;
  const refused = status === 403 || status === 404;
  return mayBy(player.asker, action, about) ? !refused && status < 500 : refused;
};

it('outside a review, too, everybody may do over HTTP what the table says', {
  timeout: 600_000,
}, async () => {
  const wrong: string[] = [];
  for (const asked of outside)
    for (const player of players)
      if (!(await isAsSaid(player, asked)))
        wrong.push(`${player.id} ${asked.route.method} ${asked.route.path}`);

  console.log(`${outside.length} routes outside a review, ${players.length} people`);
  expect(wrong).toEqual([]);
});
