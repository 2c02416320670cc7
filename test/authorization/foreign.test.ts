import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sideOf } from '../../domain/permissions.ts';
import { routes } from '../../functions/routes/table-of-routes.ts';
import { startHost } from '../support/host.ts';
import type { Player } from './cast.ts';
import { type Own, openForeignWorld } from './foreign-world.ts';
import { type IdOf, kindOf } from './place-kinds.ts';
import { nameOf, type Place, placesOf } from './places.ts';
import { bodyOf, bodyWith } from './requests.ts';
import { sampleOf } from './sample.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let world: Awaited<ReturnType<typeof openForeignWorld>>;

beforeAll(async () => {
  host = await startHost();
  world = await openForeignWorld(host.url);
}, 600_000);
afterAll(() => host.close());

const isOfReview = ({ route }: Place) => route.path.startsWith('/v1/reviews/{id}');
const isReview = (place: Place) => isOfReview(place) && nameOf(place) === 'path id';

/** The address, with `value` at its place and a review of one's own where another place is meant. */
const addressOf = (place: Place, value: string, { review, ...own }: Own): string => {
  const { route, where, path } = place;
  const others: Record<string, string> = {
    ...own,
    id: review,
    n: '1',
    iso3: 'RWA',
    file: 'reviews.jsonl',
  };
  const filled = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    where === 'path' && path[0] === name ? value : (others[name] ?? `${name}-999999`),
  );
  if (!route.query) return filled;
  const wanted = where === 'query' ? { path, value } : undefined;
  const query = sampleOf(route.query, {}, wanted) as Record<string, string>;
  return `${filled}?${new URLSearchParams(query)}`;
};

/** What a command on the review as it stands wants as If-Match. */
const etagsOf = async ({ headers }: Player, { review, stage }: Own): Promise<string> => {
  const tags: string[] = [];
  for (const path of ['', `/stages/${stage}`]) {
    const { headers: told } = await fetch(`${host.url}/v1/reviews/${review}${path}`, { headers });
    tags.push(told.get('etag') ?? '"none"');
  }
  return tags.join(', ');
};

const send = async (player: Player, place: Place, value: string, own: Own) => {
  const { route, where } = place;
  const match = route.wants?.includes('if-match') && isOfReview(place) && !isReview(place);
  const body = where === 'body' ? bodyWith(place, value) : bodyOf(route);
  const response = await fetch(`${host.url}${addressOf(place, value, own)}`, {
    method: route.method.toUpperCase(),
    headers: {
      ...player.headers,
      'idempotency-key': crypto.randomUUID(),
      ...(match && { 'if-match': await etagsOf(player, own) }),
    },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  const isJson = /[/+]json$/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, text: isJson ? text : JSON.stringify({ text }) };
};

/** An answer without what names the request itself; of what was changed, only that it was. */
const comparable = (
  { route }: Place,
  { status, text }: Awaited<ReturnType<typeof send>>,
  value: string,
): string => {
  if (status < 300 && route.wants) return String(status);
  const { instance: _, traceId: __, ...body } = JSON.parse(text);
  return `${status} ${JSON.stringify(body).replaceAll(value, '*')}`;
};

type Knows = (player: Player) => boolean;

const isSecretariat: Knows = ({ asker }) => sideOf(asker.role) === 'secretariat';
const isAdmin: Knows = ({ asker }) => asker.role === 'admin';

/** Whose business everybody is. */
const knowsAll: Partial<Record<IdOf, Knows>> = { person: isAdmin, delegation: isAdmin };

/** Who may ask for any of them; what a body names has to belong together whoever names it. */
const asksForAll: Partial<Record<IdOf, Knows>> = {
  review: isSecretariat,
  meeting: isSecretariat,
  State: (player) => isSecretariat(player) || player.asker.mission !== undefined,
  mission: (player) => isSecretariat(player) || player.asker.contributor !== undefined,
};

/** The one body that names a review by itself: nothing has to belong to it. */
const standsAlone = ({ route }: Place): boolean => route.action === 'simulate-reminders';

/** Those for whom what is tried is foreign. */
const askersOf = (place: Place, kind: IdOf): readonly Player[] =>
  world.players.filter((player) => {
    const { contributor, mission } = player.asker;
    if (contributor === 'GHA' || mission === 'UNMISS' || knowsAll[kind]?.(player)) return false;
    const together = place.where === 'body' && !standsAlone(place);
    return together || !asksForAll[kind]?.(player);
  });

const told = { places: 0, compared: 0, depending: new Set<Place>(), routes: new Set<string>() };

const answered = async (place: Place, player: Player, value: string, own: Own) => {
  const answer = await send(player, place, value, own);
  if (answer.status >= 500) throw new Error(`${place.route.path}: ${answer.text}`);
  return comparable(place, answer, value);
};

const compareFor = async (place: Place, kind: IdOf, player: Player, own: Own) => {
  const wrong: string[] = [];
  for (const [foreign, unknown] of world.pairsFor(kind, player)) {
    told.compared += 1;
    const one = await answered(place, player, foreign, own);
    const other = await answered(place, player, unknown, own);
    if (one !== other) wrong.push(`${player.id}: ${one} but ${other}`);
    const known = told.depending.has(place) ? undefined : world.knownFor(kind, player, own);
    if (known && (await answered(place, player, known, own)) !== other) told.depending.add(place);
  }
  return wrong;
};

const compare = async (place: Place, kind: IdOf): Promise<string[]> => {
  const wrong: string[] = [];
  const contexts = isOfReview(place) && !isReview(place) ? world.own : world.own.slice(0, 1);
  for (const own of contexts)
    for (const player of askersOf(place, kind))
      wrong.push(...(await compareFor(place, kind, player, own)));
  return wrong.map((line) => `${place.route.method} ${place.route.path} ${nameOf(place)} ${line}`);
};

const places = routes.flatMap(placesOf);

const compareAll = async (where: Place['where']): Promise<string[]> => {
  const wrong: string[] = [];
  for (const place of places.filter((one) => one.where === where)) {
    const kind = kindOf(place);
    if (kind === undefined || kind === 'harmless') continue;
    told.places += 1;
    told.routes.add(`${place.route.method} ${place.route.path}`);
    wrong.push(...(await compare(place, kind)));
  }
  return wrong;
};

describe('a foreign id is answered as an unknown one', { timeout: 1_200_000 }, () => {
  it('wherever a route takes one: of each place it is known what stands there', () => {
    const unsaid = places.filter((place) => kindOf(place) === undefined);

    expect(unsaid.map((place) => `${place.route.path} ${nameOf(place)}`)).toEqual([]);
  });

  it('in the path', async () => {
    expect(await compareAll('path')).toEqual([]);
  });

  it('in the query, and as a cursor', async () => {
    expect(await compareAll('query')).toEqual([]);
  });

  it('in the body', async () => {
    expect(await compareAll('body')).toEqual([]);
    // What is compared is not some earlier refusal: most places are seen to be looked at.
    expect(told.depending.size).toBeGreaterThan(told.places / 2);
  });

  it('in a cursor that was somebody else’s', async () => {
    const [one, other] = world.players.filter(({ id }) => id === 'evaluator' || id === 'director');
    const list = async (player: Player | undefined, cursor = '') =>
      fetch(`${host.url}/v1/reviews?limit=1${cursor && `&cursor=${cursor}`}`, {
        headers: player?.headers ?? {},
      });
    const { next } = (await (await list(one)).json()) as { next: string };

    expect((await list(one, next)).status).toBe(200);
    expect((await list(other, next)).status).toBe(422);
  });

  it('where somebody says for whom they act', async () => {
    for (const { headers } of world.players) {
      const actFor = async (id: string) => {
        const asked = { headers: { ...headers, 'on-behalf-of': id } };
        const response = await fetch(`${host.url}/v1/people/me`, asked);
        const { traceId: _, ...body } = (await response.json()) as { traceId: string };
        return body;
      };
      expect(await actFor('commander-unmiss')).toEqual(await actFor('nobody'));
    }
  });

  afterAll(() => {
    console.log(
      `${told.places} places of ${told.routes.size} routes, ${told.compared} pairs of requests compared; ` +
        `at ${told.depending.size} of the places a known id is answered otherwise`,
    );
  });
});
