import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answered, permanentMission, signedIn, tokenFor, verifier } from './support/client.ts';
import { at, command, exportingHost } from './support/exported.ts';

let host: Awaited<ReturnType<typeof exportingHost>>;
beforeAll(async () => {
  host = await exportingHost();
});
afterAll(() => host.close());

type Who = Parameters<typeof tokenFor>[1];
const ghana: Who = { role: 'permanent_mission', contributor: 'GHA' };

const ask = async (who: Who, query = ''): Promise<Answered> =>
  (await signedIn(host.url, who)).get(`/v1/dashboard${query}`);

const rowsOf = async (who: Who, id: string, query = '') =>
  (await ask(who, query)).body.figures.find((figure: { id: string }) => figure.id === id)?.rows;

const pageOf = async (who: Who, path: string): Promise<string> => {
  const cookie = `ora_session=${await tokenFor(host.url, who)}`;
  return (await fetch(`${host.url}${path}`, { headers: { cookie } })).text();
};

const stripped = ({ body }: Answered) => ({ ...body, instance: '', traceId: '' });
const paths = [
  '/dashboard',
  '/dashboard/gap',
  '/dashboard/readiness',
  '/dashboard/reviews?figure=pipeline',
];

describe('the figures of somebody', () => {
  it('are of all reviews for the Secretariat, and of one State, one mission or both where it asks', async () => {
    for (const query of [
      '',
      '?contributor=RWA',
      '?mission=MINUSCA',
      '?contributor=RWA&mission=MINUSCA',
    ])
      expect(
        (await rowsOf({ role: 'evaluator' }, 'coverage', query)).map(
          ({ units }: { units: number }) => units,
        ),
      ).toEqual([3]);
    expect(await rowsOf({ role: 'evaluator' }, 'coverage', '?mission=UNMISS')).toEqual([]);
    expect(
      await rowsOf({ role: 'evaluator' }, 'coverage', '?contributor=RWA&mission=UNMISS'),
    ).toEqual([]);
  });

  it.each<[string, Who]>([
    ['a State', permanentMission],
    ['a focal point of it', { role: 'contributor', contributor: 'RWA' }],
    ['its mission', verifier],
    ['a viewer of the State', { role: 'viewer', contributor: 'RWA' }],
    ['a viewer of the mission', { role: 'viewer', mission: 'MINUSCA' }],
    [
      'a viewer of the State in the mission',
      { role: 'viewer', contributor: 'RWA', mission: 'MINUSCA' },
    ],
  ])('are their own without asking: %s', async (_, who) => {
    expect((await rowsOf(who, 'coverage'))[0]).toMatchObject({ mission: 'MINUSCA', units: 3 });
  });

  it.each<[string, Who]>([
    ['a State', ghana],
    ['its viewer', { role: 'viewer', contributor: 'GHA' }],
    [
      'a viewer of the State in another mission',
      { role: 'viewer', contributor: 'RWA', mission: 'UNMISS' },
    ],
  ])('hold no byte of what is not theirs, on no page and in no answer: %s', async (_, who) => {
    for (const path of paths) expect(await pageOf(who, path)).not.toMatch(/Battalion|INF_BN/);
    const answered = await Promise.all(
      ['standing', 'gap', 'readiness'].map((book) => ask(who, `?book=${book}`)),
    );
    const led = answered
      .flatMap(({ body }) => body.figures)
      .flatMap(({ rows }: { rows: { behind: object }[] }) => rows)
      .flatMap(({ behind }: { behind: object }) => Object.keys(behind));

    expect(led).toEqual([]);
  });

  it('show their own units to them', async () => {
    expect(await pageOf(permanentMission, '/dashboard/reviews?figure=pipeline')).toContain(
      'Battalion',
    );
  });

  it('of another State or mission are answered like those of none there is', async () => {
    for (const who of [permanentMission, verifier]) {
      const foreign = await ask(who, '?contributor=GHA');
      const unknown = await ask(who, '?contributor=ZZZ');
      expect([foreign.status, stripped(foreign)]).toEqual([404, stripped(unknown)]);
      const mission = await ask(who, '?mission=UNMISS');
      expect([mission.status, stripped(mission)]).toEqual([404, stripped(unknown)]);
    }
    const reviews = await (await signedIn(host.url, ghana)).get(
      '/v1/dashboard/reviews?figure=pipeline&contributor=RWA',
    );
    expect(reviews.status).toBe(404);
  });

  it('are none for an administrator and for a viewer without a scope', async () => {
    for (const who of [{ role: 'admin' }, { role: 'viewer' }])
      expect((await ask(who)).status).toBe(403);
  });

  it('go on only for whom and for what a page of them began', async () => {
    const { next } = (
      await (
        await signedIn(host.url, permanentMission)
      ).get('/v1/dashboard/reviews?figure=pipeline&limit=1')
    ).body;
    const path = (figure: string) =>
      `/v1/dashboard/reviews?figure=${figure}&limit=1&cursor=${next}`;

    expect((await (await signedIn(host.url, permanentMission)).get(path('pipeline'))).status).toBe(
      200,
    );
    expect((await (await signedIn(host.url, permanentMission)).get(path('unit'))).status).toBe(422);
    expect((await (await signedIn(host.url, ghana)).get(path('pipeline'))).status).toBe(422);
  });
});

describe('what is not released', () => {
  it('is in no figure of those who may not read it, and in theirs once it is', async () => {
    for (const who of [permanentMission, verifier])
      expect(await rowsOf(who, 'bySection', '?book=gap')).toEqual([]);
    expect((await rowsOf({ role: 'director' }, 'bySection', '?book=gap')).length).toBeGreaterThan(
      5,
    );

    await command(host.desk, host.reviews.closed, 'releases', {
      what: ['evaluation', 'verification'],
    });

    for (const who of [permanentMission, verifier])
      expect((await rowsOf(who, 'bySection', '?book=gap')).length).toBeGreaterThan(5);
  });

  it('is a restriction that the field met: its State is not told of it', async () => {
    await host.field.post(at(host.reviews.closed, '/caveats'), {
      kind: 'night',
      description: 'No movement after dark.',
      undeclared: true,
    });

    expect(await rowsOf(permanentMission, 'caveats')).toEqual([]);
    expect((await rowsOf(verifier, 'caveats'))[0]).toMatchObject({ undeclared: 1 });

    await command(host.desk, host.reviews.closed, 'releases', { what: ['caveats'] });

    expect((await rowsOf(permanentMission, 'caveats'))[0]).toMatchObject({ undeclared: 1 });
  });

  it('is a self-assessment that the Secretariat has not opened: looking at figures opens nothing', async () => {
    const before = (await host.state.get(at(host.reviews.unopened))).body.allowedActions;
    await pageOf({ role: 'evaluator' }, '/dashboard');

    expect(before).toContain('recall');
    expect((await host.state.get(at(host.reviews.unopened))).body.allowedActions).toContain(
      'recall',
    );
  });
});
