import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { opening, type SignedIn } from './support/client.ts';
import { briefing, consultation, expectation } from './support/dialogue.ts';
import { startDialogue } from './support/dialogue-host.ts';

const { desk, state, field, as, close } = await startDialogue();
afterAll(close);
let review: string;
let meetings: string[];

const recordedAs = async (kind: string, body: unknown) =>
  (await desk.post(`/v1/dialogue/${kind}`, body)).body;

const view = async (person: SignedIn, mission = 'MINUSCA') =>
  (await person.get(`/v1/missions/${mission}/expectations`)).body;

const statements = (lines: { statement: string }[]) => lines.map(({ statement }) => statement);

const agreed = {
  ...expectation,
  statement: 'Units arrive with their medical posts.',
  subject: 'equipment',
  holders: ['secretariat', 'RWA'],
  stances: [{ party: 'council', stance: 'agreed' }],
};
const untouched = {
  ...expectation,
  statement: 'Every unit has female engagement teams.',
  subject: 'training',
  holders: ['secretariat'],
  stances: [
    { party: 'RWA', stance: 'agreed' },
    { party: 'GHA', stance: 'not_discussed' },
  ],
};

beforeAll(async () => {
  review = (await desk.post('/v1/reviews', opening)).body.id;
  meetings = [
    (await recordedAs('briefings', briefing)).id,
    (await recordedAs('consultations', consultation)).id,
  ];
  await recordedAs('expectations', agreed);
  await recordedAs('expectations', { ...expectation, discussedIn: meetings, reviews: [review] });
  await recordedAs('expectations', untouched);
});

describe('the expectations of a mission in one view', () => {
  it('stand by what is agreed, contested and not discussed', async () => {
    const { mission, ...groups } = await view(desk);

    expect(mission).toBe('MINUSCA');
    expect(statements(groups.agreed)).toEqual([agreed.statement]);
    expect(statements(groups.contested)).toEqual([expectation.statement]);
    expect(statements(groups.not_discussed)).toEqual([untouched.statement]);
  });

  it('say whom each concerns, where each side stands, and what it was linked to', async () => {
    const [line] = (await view(desk)).contested;

    expect(line).toMatchObject({
      version: 1,
      concerns: ['council', 'secretariat', 'RWA', 'GHA'],
      between: {
        council: 'agreed',
        secretariat: 'agreed',
        contributors: { agreed: 1, contested: 1, not_discussed: 0 },
      },
      meetings: [
        { id: meetings[0], date: briefing.date, format: 'briefing' },
        { id: meetings[1], date: consultation.date, format: '1353_private' },
      ],
      reviews: [review],
    });
  });

  it('show a State those that concern it, with its own stance and the number of the others', async () => {
    const groups = await view(state);

    expect(groups.contested).toMatchObject([
      {
        concerns: ['council', 'RWA'],
        stances: [{ party: 'RWA', stance: 'agreed' }],
        others: { agreed: 2, contested: 1, not_discussed: 0 },
        meetings: [{ id: meetings[0] }, { id: meetings[1] }],
        reviews: [review],
      },
    ]);
    expect(groups.contested[0]).not.toHaveProperty('between');
    expect(JSON.stringify(groups)).not.toContain('GHA');
  });

  it('are the mission’s own to read; another mission is answered like one that does not exist', async () => {
    const elsewhere = await as({ role: 'verifier', mission: 'UNMISS' });

    expect((await view(field)).contested).toHaveLength(1);
    const foreign = await elsewhere.get('/v1/missions/MINUSCA/expectations');
    const unknown = await elsewhere.get('/v1/missions/NOWHERE/expectations');
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    const { traceId: _, instance: __, ...shown } = foreign.body;
    expect(unknown.body).toMatchObject(shown);
    expect((await desk.get('/v1/missions/NOWHERE/expectations')).status).toBe(404);
  });
});

describe('a new version of an expectation', () => {
  const settled = {
    ...expectation,
    mission: 'UNMISS',
    statement: 'Contingents patrol at night, with air cover.',
    stances: [
      { party: 'secretariat', stance: 'agreed' },
      { party: 'GHA', stance: 'agreed' },
    ],
  };

  it('supersedes the one before, which stays readable', async () => {
    const first = await recordedAs('expectations', { ...expectation, mission: 'UNMISS' });
    const supersedes = { expectation: first.id, version: 1 };

    const second = await recordedAs('expectations', { ...settled, supersedes });

    expect(second).toMatchObject({ id: first.id, version: 2, seq: 2 });
    const { items } = (await desk.get('/v1/dialogue/expectations?mission=UNMISS')).body;
    expect(items).toMatchObject([
      {
        id: first.id,
        version: 2,
        statement: settled.statement,
        status: 'agreed',
        earlier: [{ version: 1, statement: expectation.statement, status: 'contested' }],
      },
    ]);
    expect(statements((await view(desk, 'UNMISS')).agreed)).toEqual([settled.statement]);
  });

  it('that no longer concerns a State is not shown to it; one that now does hides what was before', async () => {
    const ghana = await as({ role: 'permanent_mission', contributor: 'GHA' });
    const nepal = await as({ role: 'permanent_mission', contributor: 'NPL' });
    const first = await recordedAs('expectations', { ...expectation, mission: 'MONUSCO' });
    await recordedAs('expectations', {
      ...settled,
      mission: 'MONUSCO',
      stances: [
        { party: 'GHA', stance: 'agreed' },
        { party: 'NPL', stance: 'agreed' },
      ],
      supersedes: { expectation: first.id, version: 1 },
    });
    const seenBy = async (person: SignedIn) =>
      (await person.get('/v1/dialogue/expectations?mission=MONUSCO')).body.items;

    expect(await seenBy(state)).toEqual([]);
    expect(await seenBy(ghana)).toMatchObject([{ version: 2, earlier: [{ version: 1 }] }]);
    expect(await seenBy(nepal)).toMatchObject([{ version: 2, earlier: [] }]);
  });

  it('is refused when somebody made that version meanwhile', async () => {
    const first = await recordedAs('expectations', { ...settled, mission: 'UNDOF' });
    const supersedes = { expectation: first.id, version: 1 };
    const next = { ...settled, mission: 'UNDOF', supersedes };

    const [one, other] = await Promise.all([
      desk.post('/v1/dialogue/expectations', next),
      desk.post('/v1/dialogue/expectations', next),
    ]);

    expect([one?.status, other?.status].toSorted()).toEqual([201, 412]);
  });
});
