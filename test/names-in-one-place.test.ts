import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { now } from '../adapters/clock.ts';
import { queryAll } from '../adapters/table.ts';
import { routes } from '../functions/routes/table-of-routes.ts';
import { opening, type SignedIn, signedIn, submit, until } from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let review: string;
let delegation: string;

const rwanda = { contributor: 'RWA' };
const minusca = { mission: 'MINUSCA' };

/** Everybody who takes part or looks on, each with a name and an address that occur nowhere else. */
const everybody = [
  { id: 'n-1', role: 'admin', surname: 'Abelscombe' },
  { id: 'n-2', role: 'evaluator', surname: 'Bramblewick' },
  { id: 'n-3', role: 'director', surname: 'Crowthistle' },
  { id: 'n-4', role: 'permanent_mission', surname: 'Dunmallory', ...rwanda },
  { id: 'n-5', role: 'contributor', surname: 'Eversholte', ...rwanda },
  { id: 'n-6', role: 'contingent_commander', surname: 'Fennimoore', ...rwanda },
  { id: 'n-7', role: 'verifier', surname: 'Gathercole', ...minusca },
  { id: 'n-8', role: 'commander', surname: 'Hollingberry', ...minusca },
  { id: 'n-9', role: 'viewer', surname: 'Inkpenhurst', ...rwanda },
  { id: 'n-10', role: 'permanent_mission', surname: 'Juddlestone', contributor: 'GHA' },
];
type Somebody = (typeof everybody)[number];

const signIn = ({ id, surname: _, ...person }: Somebody, actsFor?: string): Promise<SignedIn> =>
  signedIn(host.url, { ...person, person: id }, actsFor);
const theOne = (id: string): Somebody => {
  const found = everybody.find((somebody) => somebody.id === id);
  if (!found) throw new Error(`${id} takes part`);
  return found;
};

/** The people whose name or address a text has; their own pseudonyms are ids. */
const named = (text: string): string[] =>
  everybody.filter(({ surname }) => new RegExp(surname, 'i').test(text)).map(({ id }) => id);

beforeAll(async () => {
  host = await startHost();
  const first = await signedIn(host.url, { role: 'admin', person: 'first' });
  for (const { surname, ...somebody } of everybody) {
    const person = { ...somebody, name: `Zora ${surname}`, email: `${surname}@people.example` };
    expect((await first.post('/v1/people', person)).status).toBe(201);
  }
  const desk = await signIn(theOne('n-2'));
  const ends = new Date(now() + 86_400_000).toISOString();
  const lent = await (await signIn(theOne('n-4'))).post('/v1/delegations', {
    to: 'n-5',
    ends,
    reason: 'On leave',
  });
  delegation = lent.body.id;
  review = (await desk.post('/v1/reviews', opening)).body.id;
  await submit(await signIn(theOne('n-5'), 'n-4'), review, 'self-assessment');
  await submit(desk, review, 'evaluation');
  await submit(await signIn(theOne('n-7')), review, 'verification');
  await until(
    () => desk.get(`/v1/reviews/${review}`),
    ({ body }) => body.state === 'closed',
  );
});
afterAll(() => host.close());

/** Every path that can be read, with the ids of this test; people and delegations apart. */
const paths = (): string[] =>
  routes
    .filter(({ method, path }) => method === 'get' && !/^\/v1\/(people|delegations)/.test(path))
    .flatMap(({ path }) =>
      ['self-assessment', 'evaluation', 'verification'].map((stage) =>
        path
          .replace('{id}', path.startsWith('/v1/reviews') ? review : 'infantry-battalion')
          .replace('{stage}', stage)
          .replace('{version}', '1')
          .replace('{mission}', 'MINUSCA')
          .replaceAll(/\{\w+\}/g, 'n-2'),
      ),
    );

const allOf = async (by: SignedIn, wanted: readonly string[]): Promise<string> => {
  const texts: string[] = [];
  for (const path of new Set(wanted)) texts.push(JSON.stringify((await by.get(path)).body));
  return texts.join('\n');
};

describe('a name', () => {
  it.each(everybody)(
    'is in nothing that $role reads of reviews and reference',
    async (somebody) => {
      const text = await allOf(await signIn(somebody), paths());

      expect(text.length).toBeGreaterThan(2000);
      expect(named(text)).toEqual([]);
    },
  );

  it.each(everybody)('is no other’s for $role, but a delegation has its two', async (somebody) => {
    const text = await allOf(await signIn(somebody), [
      '/v1/people/me',
      '/v1/people/n-3',
      '/v1/delegations',
      `/v1/delegations/${delegation}`,
    ]);
    const pair = somebody.id === 'n-4' || somebody.id === 'n-5' ? ['n-4', 'n-5'] : [somebody.id];
    const seen = somebody.role === 'admin' ? ['n-1', 'n-3', 'n-4', 'n-5'] : pair;

    expect(named(text)).toEqual(seen);
  });

  it('is in no page but the outbox of the embedded host, save that of who is signed in', async () => {
    const { id: person, surname: _, ...rest } = theOne('n-4');
    const token = await fetch(`${host.url}/local/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...rest, person }),
    });
    const cookie = `ora_session=${await token.text()}`;
    const page = async (path: string) =>
      (await fetch(`${host.url}${path}`, { headers: { cookie } })).text();

    const pages = (await page('/')) + (await page(`/reviews/${review}`));
    const printed = await page(`/reviews/${review}/document`);

    expect(pages.length + printed.length).toBeGreaterThan(5000);
    expect(named(pages)).toEqual(['n-4']);
    expect(named(printed)).toEqual([]);
  });

  it('is in one item of the table, and in no log and no execution', async () => {
    const record = [];
    for (const pk of [`REVIEW#${review}`, `DRAFT#${review}`, `RUN#${review}`, 'DELEGATION#n-5'])
      for await (const item of queryAll({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
      }))
        record.push(item);
    const files = readdirSync(host.folder)
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => readFileSync(join(host.folder, name), 'utf8'));

    expect([record.length > 12, files.length > 1]).toEqual([true, true]);
    expect(named(JSON.stringify(record))).toEqual([]);
    expect(named(files.join('\n'))).toEqual([]);
  });
});
