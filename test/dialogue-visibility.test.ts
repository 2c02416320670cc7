import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { opening, type SignedIn } from './support/client.ts';
import {
  briefing,
  commitment,
  consultation,
  expectation,
  hostState,
  threat,
} from './support/dialogue.ts';
import { startDialogue } from './support/dialogue-host.ts';

const { desk, state, field, as, close } = await startDialogue();
afterAll(close);
let ours: string;
let theirs: string;

const kinds = [
  'briefings',
  'consultations',
  'expectations',
  'host-state',
  'threats',
  'commitments',
];

const listed = (person: SignedIn, kind: string) =>
  person.get(`/v1/dialogue/${kind}?mission=MINUSCA`);
const itemsOf = async (person: SignedIn, kind: string) => (await listed(person, kind)).body.items;

/** How many records of each kind somebody sees. */
const counts = (person: SignedIn) =>
  Promise.all(kinds.map(async (kind) => (await itemsOf(person, kind)).length));

beforeAll(async () => {
  const ghana = await as({ role: 'permanent_mission', contributor: 'GHA' });
  ours = (await desk.post('/v1/reviews', opening)).body.id;
  theirs = (await desk.post('/v1/reviews', { ...opening, contributor: 'GHA' })).body.id;
  const reviews = [ours, theirs];
  const meeting = await desk.post('/v1/dialogue/briefings', { ...briefing, reviews });
  await desk.post('/v1/dialogue/briefings', { ...briefing, invited: ['NPL'] });
  await desk.post('/v1/dialogue/consultations', { ...consultation, reviews });
  const discussedIn = [meeting.body.id];
  await desk.post('/v1/dialogue/expectations', { ...expectation, reviews, discussedIn });
  await desk.post('/v1/dialogue/host-state', hostState);
  await desk.post('/v1/dialogue/threats', { ...threat, reviews });
  await state.post('/v1/dialogue/commitments', commitment);
  await ghana.post('/v1/dialogue/commitments', commitment);
});

describe('who sees what of a dialogue', () => {
  it('is everything for the Secretariat and for the mission it is about', async () => {
    const director = await as({ role: 'director' });
    const commander = await as({ role: 'commander', mission: 'MINUSCA' });

    for (const person of [desk, director, field, commander])
      expect(await counts(person)).toEqual([2, 1, 1, 1, 1, 2]);
    expect((await itemsOf(desk, 'threats'))[0].recordedBy).toBe('demo-evaluator');
    expect((await itemsOf(field, 'threats'))[0]).not.toHaveProperty('recordedBy');
  });

  it('is for a State what it was invited to, attended, is expected or committed itself to', async () => {
    const soldier = await as({ role: 'contingent_commander', contributor: 'RWA' });
    const stranger = await as({ role: 'permanent_mission', contributor: 'BRA' });

    expect(await counts(state)).toEqual([1, 1, 1, 0, 0, 1]);
    expect(await counts(soldier)).toEqual([1, 1, 1, 0, 0, 1]);
    expect(await counts(stranger)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('is nothing for another mission, for whoever has no scope, and for who administers people', async () => {
    const elsewhere = await as({ role: 'verifier', mission: 'UNMISS' });
    const viewer = await as({ role: 'viewer' });
    const admin = await as({ role: 'admin' });

    for (const person of [elsewhere, viewer, admin])
      for (const kind of kinds) expect((await listed(person, kind)).status).toBe(403);
  });

  it('follows the scope of a viewer', async () => {
    const ofState = { role: 'viewer', contributor: 'RWA' };
    const scopes = [
      [{ ...ofState, person: 'v1' }, [1, 1, 1, 0, 0, 1]],
      [{ role: 'viewer', mission: 'MINUSCA', person: 'v2' }, [2, 1, 1, 1, 1, 2]],
      [{ ...ofState, mission: 'MINUSCA', person: 'v3' }, [1, 1, 1, 0, 0, 1]],
    ] as const;

    for (const [scope, seen] of scopes) expect(await counts(await as(scope))).toEqual(seen);
    const other = { ...ofState, mission: 'UNMISS', person: 'v4' };
    expect((await listed(await as(other), 'briefings')).status).toBe(403);
    const viewer = await as(scopes[1][0]);
    expect((await viewer.post('/v1/dialogue/threats', threat)).status).toBe(403);
  });
});

describe('what a State reads', () => {
  it('of a briefing are its own invitation and follow-ups, and how many others were invited', async () => {
    const [seen] = await itemsOf(state, 'briefings');

    expect(seen).toMatchObject({ invited: ['RWA'], invitedCount: 2, reviews: [ours] });
    expect(seen.followUps.map(({ number }: { number: number }) => number)).toEqual([1]);
    expect(seen).not.toHaveProperty('views');
    expect(seen).not.toHaveProperty('participants');
  });

  it('of a private consultation are its own points and those of institutions', async () => {
    const [seen] = await itemsOf(state, 'consultations');

    expect(seen).toMatchObject({
      attendance: { states: ['RWA'], bodies: [] },
      attendanceCount: 2,
      pointCount: 3,
      reviews: [ours],
    });
    expect(seen.points.map(({ raisedBy }: { raisedBy: string }) => raisedBy)).toEqual([
      'RWA',
      'council',
    ]);
  });

  it('of a public one is the attendance as well', async () => {
    const nepal = await as({ role: 'permanent_mission', contributor: 'NPL' });
    const attendance = { states: ['NPL', 'IND'], bodies: ['African Union'] };
    const points = [{ raisedBy: 'IND', point: 'Pay is late.', closed: false }];
    const held = { ...consultation, format: '1353_public', attendance, points };
    await desk.post('/v1/dialogue/consultations', held);

    expect(await itemsOf(nepal, 'consultations')).toMatchObject([{ attendance, points: [] }]);
  });

  it('of an expectation is its own stance, and of the others how many', async () => {
    const [seen] = await itemsOf(state, 'expectations');

    expect(seen).toMatchObject({
      status: 'contested',
      holders: ['council'],
      stances: [{ party: 'RWA', stance: 'agreed' }],
      others: { agreed: 2, contested: 1, not_discussed: 0 },
      reviews: [ours],
    });
  });

  it('names no other State, anywhere', async () => {
    const paths = [
      ...kinds.map((kind) => `/v1/dialogue/${kind}?mission=MINUSCA`),
      '/v1/missions/MINUSCA/expectations',
      `/v1/reviews/${ours}/ledger`,
    ];

    for (const path of paths) {
      const { status, body } = await state.get(path);
      expect(status).toBe(200);
      const text = JSON.stringify(body);
      for (const foreign of ['GHA', 'Ghana', 'NPL', theirs]) expect(text).not.toContain(foreign);
    }
  });
});

describe('the ledger of a review', () => {
  const dialogueOn = async (person: SignedIn, review: string) =>
    (await person.get(`/v1/reviews/${review}/ledger`)).body.dialogue;

  it('has a place for what the dialogue says about it', async () => {
    const { expectations, threats, briefings, consultations, commitments } = await dialogueOn(
      desk,
      ours,
    );

    expect(expectations).toMatchObject([{ version: 1, status: 'contested' }]);
    expect(threats).toMatchObject([{ symbol: threat.symbol, superseded: false }]);
    expect(briefings).toMatchObject([{ date: briefing.date, briefer: 'secretariat' }]);
    expect(consultations).toMatchObject([{ format: '1353_private' }]);
    expect(commitments).toMatchObject([{ statement: commitment.statement }]);
    expect(commitments).toHaveLength(1);
  });

  it('shows each reader what that reader may see of it', async () => {
    const sizes = async (person: SignedIn) =>
      Object.fromEntries(
        Object.entries(await dialogueOn(person, ours)).map(([kind, all]) => [
          kind,
          (all as unknown[]).length,
        ]),
      );

    const whole = { expectations: 1, threats: 1, briefings: 1, consultations: 1, commitments: 1 };
    expect(await sizes(field)).toEqual(whole);
    expect(await sizes(state)).toEqual({ ...whole, threats: 0 });
  });
});
