import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queryAll } from '../adapters/table.ts';
import { routes } from '../functions/routes/table-of-routes.ts';
import { answersTo, openForm, opening, type SignedIn, signedIn } from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;
let drafter: SignedIn;
let mission: SignedIn;
let review: string;

const rwanda = { contributor: 'RWA' };
const minusca = { mission: 'MINUSCA' };

/** Everybody but the drafters and the Permanent Mission of the State itself. */
const others = [
  { role: 'evaluator', person: 'second-evaluator' },
  { role: 'director' },
  { role: 'verifier', ...minusca },
  { role: 'commander', ...minusca },
  { role: 'viewer', ...rwanda },
  { role: 'viewer', ...minusca },
  { role: 'viewer' },
  { role: 'admin' },
  { role: 'permanent_mission', contributor: 'GHA' },
  { role: 'contributor', contributor: 'GHA' },
  { role: 'contingent_commander', contributor: 'GHA' },
];

beforeAll(async () => {
  host = await startHost();
  desk = await signedIn(host.url, { role: 'evaluator' });
  drafter = await signedIn(host.url, { role: 'contributor', ...rwanda });
  mission = await signedIn(host.url, { role: 'permanent_mission', ...rwanda });
  review = (await desk.post('/v1/reviews', opening)).body.id;
  await openForm(drafter, review, 'self-assessment');
  const saved = await drafter.put(
    at('/answers'),
    { answers: { 'INF-A1': { value: true } }, ready: ['A', 'B'] },
    (await read(drafter)).etag,
  );
  const remarks = [{ section: 'A', remark: secret }];
  const sent = await mission.post(at('/remarks'), { remarks }, { 'if-match': saved.etag });
  expect(sent.status).toBe(201);
});
afterAll(() => host.close());

const at = (rest: string) => `/v1/reviews/${review}/stages/self-assessment${rest}`;
const read = (by: SignedIn) => by.get(at(''));
const secret = 'Saffron heliotrope: the colonel says that this is too thin';

/** Every path that can be read, for the review; of routes that name something else, one that exists. */
const paths = (): string[] =>
  routes
    .filter(({ method }) => method === 'get')
    .flatMap(({ path }) =>
      path.includes('{stage}')
        ? ['self-assessment', 'evaluation', 'verification'].map((stage) =>
            path.replace('{id}', review).replace('{stage}', stage),
          )
        : [path.replace('{id}', review).replaceAll(/\{\w+\}/g, '1')],
    );

const traces = /[Ss]affron|heliotrope|"(ready|remarks|preparation)":\[/;

const everythingSeenBy = async (person: { role: string }): Promise<string> => {
  const other = await signedIn(host.url, person);
  const seen: string[] = [];
  for (const path of paths()) seen.push(`${path} ${JSON.stringify((await other.get(path)).body)}`);
  return seen.join('\n');
};

const filesOfHost = (folder: string): string =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('table'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');

const recordOf = async (): Promise<string> => {
  const items = [];
  for await (const item of queryAll({
    KeyConditionExpression: 'pk = :review',
    ExpressionAttributeValues: { ':review': `REVIEW#${review}` },
  }))
    items.push(item);
  return JSON.stringify(items);
};

describe('the remarks', () => {
  it('are seen by the drafters, the Permanent Mission and the contingent commander of the State', async () => {
    const commander = await signedIn(host.url, { role: 'contingent_commander', ...rwanda });

    for (const own of [drafter, mission, commander])
      expect(JSON.stringify((await read(own)).body)).toMatch(traces);
  });

  it.each(others)('are seen by no $role of $contributor$mission, on any path', async (person) => {
    expect(await everythingSeenBy(person)).not.toMatch(traces);
  });

  it('are in no event, no log, no mail and no execution, before and after the submission', async () => {
    const before = [await recordOf(), filesOfHost(host.folder)];
    const form = await read(mission);
    const signed = await mission.post(
      at('/submission'),
      { answers: answersTo(form.body.criteria), declaration: true },
      { 'if-match': form.etag },
    );
    await openForm(desk, review, 'evaluation');

    expect(signed.status).toBe(201);
    for (const text of [...before, await recordOf(), filesOfHost(host.folder)]) {
      expect(text.length).toBeGreaterThan(500);
      expect(text).not.toMatch(traces);
    }
  });

  it('are gone for everybody once the stage is submitted', async () => {
    for (const own of [drafter, mission])
      expect((await read(own)).body).not.toHaveProperty('preparation');
    expect(await everythingSeenBy({ role: 'evaluator' })).not.toMatch(traces);
  });
});
