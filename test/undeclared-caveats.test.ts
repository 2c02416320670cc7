import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsOf } from '../adapters/ledger.ts';
import {
  type Cast,
  castOf,
  closedView,
  command,
  completeDossier,
  opened,
  upToVerification,
  verified,
} from './support/cast.ts';
import { type Answered, type SignedIn, submit } from './support/client.ts';
import { startHost } from './support/host.ts';
import { nothingDue } from './support/reminders.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let cast: Cast;

beforeAll(async () => {
  host = await startHost();
  cast = await castOf(host.url);
});
afterAll(() => host.close());

const area = { kind: 'area', description: 'Stays within 20 km of its camp', undeclared: true };

const say = (person: SignedIn, review: string, body: object): Promise<Answered> =>
  person.post(`/v1/reviews/${review}/caveats`, body);

const idsSeen = async (person: SignedIn, review: string) => {
  const { body } = await person.get(`/v1/reviews/${review}/caveats`);
  return body.items.map(({ id }: { id: string }) => id);
};

const codes = ({ body }: Answered) =>
  (body.errors ?? []).map(({ pointer, code }: Record<string, string>) => `${pointer} ${code}`);

describe('a restriction that the field met', () => {
  it('tells headquarters, and caps the verdict; nobody tells the State before it is released', async () => {
    const review = await opened(cast);
    await completeDossier(cast, review);
    await upToVerification(cast, review);

    const found = await say(cast.field, review, area);
    await nothingDue();
    await verified(cast, review);

    expect(found.status).toBe(201);
    const told = (await rowsOf(review)).filter(({ kind }) => kind === 'undeclared_caveat');
    const recipients = told.map(({ recipient, status }) => `${recipient} ${status}`);
    expect(recipients.sort()).toEqual(['demo-director sent', 'demo-evaluator sent']);
    const desk = (await closedView(cast.desk, review)).body.verdict;
    expect(desk).toMatchObject({ rating: 'not_ready', score: 69.9, scoreWithoutCap: 100 });
    expect(desk.limits).toEqual([
      expect.objectContaining({ kind: 'undeclared_caveat', ref: found.body.id, cap: 'not_ready' }),
    ]);
    const state = (await closedView(cast.state, review)).body.verdict;
    expect(state.limits).toEqual([
      expect.objectContaining({ kind: 'not_released', cap: 'not_ready' }),
    ]);
    const record = JSON.stringify(
      (await cast.state.get(`/v1/reviews/${review}/events?limit=100`)).body,
    );
    expect(record).not.toMatch(/caveat-found|20 km|undeclared/);
    expect(record).toContain('"withheld"');

    await command(cast.desk, review, 'releases', { what: ['caveats'] });

    expect(await idsSeen(cast.state, review)).toContain(found.body.id);
    expect((await cast.state.get(`/v1/reviews/${review}`)).body.verdict.limits).toEqual(
      desk.limits,
    );
  });

  it('caps nothing once the director has accepted it, and is named all the same', async () => {
    const review = await opened(cast);
    await completeDossier(cast, review);
    await upToVerification(cast, review);
    const { id } = (await say(cast.commander, review, area)).body;
    await command(cast.director, review, `caveats/${id}/decisions`, {
      decision: 'accepted',
      reason: 'The sector was drawn anew',
    });
    await verified(cast, review);

    const { verdict } = (await closedView(cast.field, review)).body;

    expect(verdict).toMatchObject({ rating: 'ready', score: 100 });
    expect(verdict.limits).toEqual([
      { kind: 'undeclared_caveat', ref: id, undeclared: true, detail: expect.any(String) },
    ]);
  });

  it('is named without a cap by an instrument that knows no caps', async () => {
    const review = await opened(cast, 1);
    await submit(cast.state, review, 'self-assessment');
    await submit(cast.desk, review, 'evaluation');
    await say(cast.field, review, area);
    await submit(cast.field, review, 'verification');

    const { verdict } = (await closedView(cast.desk, review)).body;

    expect(verdict).toMatchObject({ rating: 'ready', score: 100 });
    expect(verdict.limits).toEqual([expect.objectContaining({ kind: 'undeclared_caveat' })]);
    expect(verdict.validUntil).toBeUndefined();
  });

  it('is reported by the field alone, with what it is', async () => {
    const review = await opened(cast);

    for (const person of [cast.state, cast.desk, cast.contingent])
      expect((await say(person, review, area)).status).toBe(403);
    expect(codes(await say(cast.field, review, { kind: 'none', undeclared: true }))).toEqual([
      '/kind custom',
    ]);
    expect(codes(await say(cast.field, review, { ...area, beforeMou: true }))).toEqual([
      '/undeclared custom',
    ]);
  });
});
