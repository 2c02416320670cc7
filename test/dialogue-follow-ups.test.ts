import { afterAll, describe, expect, it } from 'vitest';
import { briefing, consultation } from './support/dialogue.ts';
import { startDialogue } from './support/dialogue-host.ts';

const { desk, state, as, close } = await startDialogue();
afterAll(close);

const at = (kind: string, rest = '') => `/v1/dialogue/${kind}${rest}`;

describe('a follow-up', () => {
  const closure = { outcome: 'Sent on 12 September.', closedOn: '2026-09-12' };
  const closing = (kind: string, id: string, n: number | string) =>
    at(kind, `/${id}/follow-ups/${n}/closure`);

  it('is closed once, and the record says how it ended', async () => {
    const { id } = (await desk.post(at('briefings'), briefing)).body;

    const closed = await desk.post(closing('briefings', id, 1), closure);
    const again = await desk.post(closing('briefings', id, 1), closure);

    expect(closed).toMatchObject({ status: 201, body: { id } });
    expect(again).toMatchObject({ status: 409, body: { type: '/docs/problems#closed_already' } });
    const { items } = (await desk.get(at('briefings', '?mission=MINUSCA'))).body;
    expect(items.at(-1).followUps).toMatchObject([
      { number: 1, owner: 'secretariat', closed: closure },
      { number: 2, owner: 'GHA' },
    ]);
    expect(items.at(-1).followUps[1]).not.toHaveProperty('closed');
  });

  it('of a consultation is closed in the same way', async () => {
    const followUps = briefing.followUps.slice(0, 1);
    const { id } = (await desk.post(at('consultations'), { ...consultation, followUps })).body;

    expect((await desk.post(closing('consultations', id, 1), closure)).status).toBe(201);
    expect((await desk.post(closing('briefings', id, 1), closure)).status).toBe(404);
  });

  it('that does not exist, or is not to be seen, is not found; one that is seen is not closed by a State', async () => {
    const { id } = (await desk.post(at('briefings'), briefing)).body;
    const stranger = await as({ role: 'permanent_mission', contributor: 'NPL' });

    for (const [wrong, n] of [
      [id, 3],
      [id, '01'],
      ['briefing-MINUSCA-99999', 1],
      ['briefing-UNMISS-2', 1],
      ['nonsense', 1],
    ])
      expect((await desk.post(closing('briefings', String(wrong), n ?? 1), closure)).status).toBe(
        404,
      );
    expect((await stranger.post(closing('briefings', id, 1), closure)).status).toBe(404);
    expect((await state.post(closing('briefings', id, 2), closure)).status).toBe(404);
    expect((await state.post(closing('briefings', id, 1), closure)).status).toBe(403);
  });
});
