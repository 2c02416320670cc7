import { afterAll, describe, expect, it } from 'vitest';
import { dialogueEventsOf, missionHeads } from '../adapters/dialogues.ts';
import { dialogueEventHash } from '../adapters/hashing.ts';
import { headOfDialogue } from '../domain/dialogue/chain.ts';
import {
  briefing,
  commitment,
  consultation,
  expectation,
  hostState,
  threat,
} from './support/dialogue.ts';
import { startDialogue } from './support/dialogue-host.ts';

const { desk, state, field, close } = await startDialogue();
afterAll(close);

const at = (kind: string, rest = '') => `/v1/dialogue/${kind}${rest}`;
const eventsIn = (mission: string) => Array.fromAsync(dialogueEventsOf(mission));

const kinds = [
  ['briefings', briefing],
  ['consultations', consultation],
  ['expectations', expectation],
  ['host-state', hostState],
  ['threats', threat],
  ['commitments', commitment],
] as const;

/** Only the State itself commits itself; everything else is recorded by the Secretariat. */
const recorderOf = (kind: string) => (kind === 'commitments' ? state : desk);

describe('the dialogue of a mission', () => {
  it.each(kinds)('takes %s, and lists them as they were recorded', async (kind, body) => {
    const recorded = await recorderOf(kind).post(at(kind), body);
    const { items } = (await desk.get(at(kind, '?mission=MINUSCA'))).body;

    expect(recorded.status).toBe(201);
    expect(recorded.body).toMatchObject({ mission: 'MINUSCA', seq: expect.any(Number) });
    const { followUps: _, stances: __, ...said } = body as Record<string, unknown>;
    expect(items.at(-1)).toMatchObject({ ...said, id: recorded.body.id });
    expect(items.at(-1).recordedBy).toMatch(/^demo-/);
  });

  it('is one chain, which folds to the head of the mission', async () => {
    await desk.post(at('briefings'), { ...briefing, mission: 'UNMISS' });
    const { body } = await desk.post(at('threats'), { ...threat, mission: 'UNMISS' });

    const events = await eventsIn('UNMISS');

    expect(events.map(({ seq }) => seq)).toEqual([1, 2]);
    for (const { hash, ...unhashed } of events)
      expect(dialogueEventHash('UNMISS', unhashed)).toBe(hash);
    expect(body).toMatchObject({ id: 'threat-UNMISS-2', seq: 2, head: events[1]?.hash });
    expect(await missionHeads()).toContainEqual({
      mission: 'UNMISS',
      ...headOfDialogue(events),
    });
  });

  it.each(kinds)('does not take %s from whom it is not', async (kind, body) => {
    const other = kind === 'commitments' ? desk : state;

    for (const person of [field, other])
      expect((await person.post(at(kind), body)).status).toBe(403);
  });

  it('keeps what a State commits itself to under its own name, whatever it sends', async () => {
    const named = await state.post(at('commitments'), { ...commitment, contributor: 'GHA' });

    expect(named).toMatchObject({ status: 422, body: { errors: [{ pointer: '/contributor' }] } });
    const { items } = (await desk.get(at('commitments', '?mission=MINUSCA'))).body;
    expect(new Set(items.map(({ contributor }: { contributor: string }) => contributor))).toEqual(
      new Set(['RWA']),
    );
  });

  it('gives the same answer to every copy of a request, and refuses its key for another body', async () => {
    const key = { 'idempotency-key': 'one-briefing' };
    const before = (await eventsIn('MINUSCA')).length;

    const copies = await Promise.all(
      Array.from({ length: 4 }, () => desk.post(at('briefings'), briefing, key)),
    );
    const later = await desk.post(at('briefings'), briefing, key);
    const elsewhere = await desk.post(at('briefings'), { ...briefing, mission: 'UNMISS' }, key);

    for (const copy of copies) expect(copy.body).toEqual(later.body);
    expect((await eventsIn('MINUSCA')).length).toBe(before + 1);
    expect(elsewhere.body.type).toBe('/docs/problems#key_reused');
    expect((await desk.post(at('briefings'), briefing, { 'idempotency-key': '' })).status).toBe(
      400,
    );
  });

  it('takes concurrent records one after the other, and loses none', async () => {
    const titles = Array.from({ length: 6 }, (_, index) => `Assessment ${index}`);

    const answers = await Promise.all(
      titles.map(async (title) => {
        const key = { 'idempotency-key': `concurrent ${title}` };
        const send = () => desk.post(at('threats'), { ...threat, mission: 'UNIFIL', title }, key);
        for (let tries = 0; ; tries += 1) {
          const answered = await send();
          if (answered.status !== 503 || tries === 5) return answered;
        }
      }),
    );

    const events = await eventsIn('UNIFIL');
    expect(answers.map(({ status }) => status)).toEqual(titles.map(() => 201));
    expect(headOfDialogue(events)?.version).toBe(titles.length);
    const heads = new Set(events.map(({ hash }) => hash));
    for (const { body } of answers) expect(heads).toContain(body.head);
  });

  it('is read page by page, with cursors that are good for one person and one list', async () => {
    const found: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await desk.get(at('threats', `?mission=UNIFIL&limit=4${cursor}`));
      found.push(...page.body.items.map(({ title }: { title: string }) => title));
      if (!page.body.next) break;
      expect(page.headers.get('link')).toContain('rel="next"');
      cursor = `&cursor=${page.body.next}`;
    }
    const { next } = (await desk.get(at('threats', '?mission=UNIFIL&limit=4'))).body;

    expect(new Set(found).size).toBe(6);
    for (const [person, path] of [
      [state, `threats?mission=UNIFIL&cursor=${next}`],
      [desk, `briefings?mission=UNIFIL&cursor=${next}`],
      [desk, `threats?mission=MINUSCA&cursor=${next}`],
    ] as const)
      expect((await person.get(`/v1/dialogue/${path}`)).body.errors[0].pointer).toBe('/cursor');
  });

  it('is asked for by mission', async () => {
    const answered = await desk.get(at('briefings'));

    expect(answered).toMatchObject({ status: 422, body: { errors: [{ pointer: '/mission' }] } });
    expect((await desk.get(at('briefings', '?mission=NOWHERE'))).body).toEqual({ items: [] });
  });
});
