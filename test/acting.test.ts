import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { now } from '../adapters/clock.ts';
import { delegationsTo } from '../adapters/delegations.ts';
import { getPerson } from '../adapters/people.ts';
import { eventsOf, getHead, record } from '../adapters/reviews.ts';
import { fold } from '../domain/fold.ts';
import { personUnchanged } from '../functions/http/command.ts';
import { actFor } from '../functions/http/on-behalf-of.ts';
import {
  type Answered,
  openForm,
  opening,
  type SignedIn,
  signedIn,
  submit,
} from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let admin: SignedIn;
let chief: SignedIn;

const of = (person: string, role: string, scope: object = {}) =>
  signedIn(host.url, { role, person, ...scope });
const acting = (person: string, role: string, scope: object, actsFor: string) =>
  signedIn(host.url, { role, person, ...scope }, actsFor);

const rwanda = { contributor: 'RWA' };
const minusca = { mission: 'MINUSCA' };
const reason = 'Mission to Kigali with Amina';

beforeAll(async () => {
  host = await startHost();
  admin = await of('a-1', 'admin');
  chief = await of('pm-1', 'permanent_mission', rwanda);
});
afterAll(() => host.close());

const tomorrow = () => new Date(now() + 86_400_000).toISOString();
const codeOf = ({ status, body }: Answered) => `${status} ${body.type?.split('#')[1]}`;

const lend = async (by: SignedIn, to: string) =>
  (await by.post('/v1/delegations', { to, ends: tomorrow(), reason })).body.id as string;
const revoke = (by: SignedIn, id: string) => by.post(`/v1/delegations/${id}/revocation`, {});

/** Gives somebody another role, as an admin does. */
const move = async (id: string, role: string, scope: object = {}) => {
  const { etag } = await admin.get(`/v1/people/${id}`);
  return admin.post('/v1/people', { id, role, ...scope }, { 'if-match': etag });
};

const openReview = async (by: SignedIn) =>
  (await by.post('/v1/reviews', opening)).body.id as string;

describe('who acts for another', () => {
  it('is stopped at once when either of the two, or an admin, revokes it', async () => {
    await of('fp-1', 'contributor', rwanda);
    const own = await of('fp-1', 'contributor', rwanda);
    const forChief = await acting('fp-1', 'contributor', rwanda, 'pm-1');
    const answers: string[] = [];
    for (const by of [chief, own, admin]) {
      const id = await lend(chief, 'fp-1');
      const before = await forChief.get('/v1/reviews');
      const revoked = await revoke(by, id);
      const after = await forChief.get('/v1/reviews');
      answers.push(`${before.status} ${revoked.status} ${codeOf(after)}`);
      expect(after.body.detail).toMatch(/^The delegation was revoked at \d{4}-/);
    }

    expect(answers).toEqual(Array(3).fill('200 200 403 no_delegation'));
  });

  it('learns nothing of other people’s delegations, and ends none', async () => {
    const stranger = await of('pm-2', 'permanent_mission', { contributor: 'GHA' });
    const id = await lend(chief, 'fp-1');

    const foreign = await revoke(stranger, id);
    const unknown = await revoke(stranger, 'fp-1.aaaaaaaaaaaaaaaa');
    const forChief = await acting('fp-1', 'contributor', rwanda, 'pm-1');

    expect([codeOf(foreign), codeOf(unknown)]).toEqual(['404 not_found', '404 not_found']);
    expect((await stranger.get('/v1/delegations')).body).toEqual({ items: [] });
    expect(codeOf(await revoke(forChief, id))).toBe('403 forbidden');
    await revoke(chief, id);
  });

  it('is told the same of a stranger and of nobody', async () => {
    const said = async (whom: string) => {
      const { status, body } = await (await acting('fp-1', 'contributor', rwanda, whom)).get(
        '/v1/reviews',
      );
      return `${status} ${body.detail}`;
    };

    expect(await said('a-1')).toBe(await said('nobody'));
    expect(await said('fp-1')).toBe(await said('nobody'));
    const empty = await (await of('fp-1', 'contributor', rwanda)).get('/v1/reviews', {
      'on-behalf-of': '',
    });
    expect(codeOf(empty)).toBe('403 no_delegation');
  });

  it('writes nothing when the delegation, the delegator or they themselves changed meanwhile', async () => {
    const desk = await of('ev-1', 'evaluator');
    const second = await of('ev-2', 'evaluator');
    const review = await openReview(desk);
    const lost: string[] = [];
    const attempt = async (meanwhile: () => Promise<unknown>) => {
      await lend(desk, 'ev-2');
      const person = await getPerson('ev-2');
      if (!person) throw new Error('ev-2 is registered');
      const asker = await actFor(person, 'ev-1');
      await meanwhile();
      const head = await getHead(review);
      const event = {
        type: 'stage-assigned' as const,
        facts: { stage: 'evaluation' as const, team: 'A' },
      };
      const error = await record(review, head, event, () => personUnchanged(asker)).catch((e) => e);
      lost.push(error.name);
    };

    await attempt(async () => {
      for (const { id } of await delegationsTo('ev-2')) await revoke(second, id);
    });
    await attempt(() => move('ev-1', 'evaluator'));
    await attempt(() => move('ev-2', 'evaluator'));
    const events = await Array.fromAsync(eventsOf(review));

    expect(lost).toEqual(['LostCondition', 'LostCondition', 'LostCondition']);
    expect(events.map(({ type }) => type)).not.toContain('stage-assigned');
  });

  it('is another than they are in their own name: one key, two requests', async () => {
    const desk = await of('ev-3', 'evaluator');
    const other = await of('ev-4', 'evaluator');
    await lend(desk, 'ev-4');
    const key = { 'idempotency-key': 'two-names' };

    const own = await other.post('/v1/reviews', opening, key);
    const forOther = await acting('ev-4', 'evaluator', {}, 'ev-3');
    const lent = await forOther.post('/v1/reviews', opening, key);
    const again = await forOther.post('/v1/reviews', opening, key);

    expect(own.body.id).not.toBe(lent.body.id);
    expect(again.body).toEqual(lent.body);
  });

  it('goes through pages with cursors of that name only', async () => {
    const forOther = await acting('ev-4', 'evaluator', {}, 'ev-3');
    const page = await forOther.get('/v1/reviews?limit=1');
    const path = `/v1/reviews?limit=1&cursor=${page.body.next}`;

    expect((await forOther.get(path)).status).toBe(200);
    expect((await (await of('ev-4', 'evaluator')).get(path)).status).toBe(422);
  });

  it('finds what is assigned to the delegator', async () => {
    const desk = await of('ev-3', 'evaluator');
    const review = await openReview(desk);
    await of('fp-9', 'contributor', rwanda);
    const nine = await of('pm-9', 'permanent_mission', rwanda);
    await lend(nine, 'fp-9');
    await openForm(nine, review, 'self-assessment');
    const { etag } = await desk.get(`/v1/reviews/${review}`);
    await desk.post(
      `/v1/reviews/${review}/assignments`,
      { stage: 'self-assessment', person: 'pm-9' },
      { 'if-match': etag },
    );

    const forNine = await acting('fp-9', 'contributor', rwanda, 'pm-9');
    const found = await forNine.get('/v1/reviews?assignee=me');

    expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([review]);
    expect((await submit(forNine, review, 'self-assessment')).status).toBe(201);
  });
});

describe('a delegation after a change of role', () => {
  it('is void: nobody lends a role that they had not when they lent it', async () => {
    const one = await of('vt-1', 'verifier', minusca);
    await of('vt-2', 'verifier', minusca);
    await lend(one, 'vt-2');
    const forOne = await acting('vt-2', 'verifier', minusca, 'vt-1');
    const codes: string[] = [];

    codes.push(codeOf(await forOne.get('/v1/reviews')));
    for (const [role, scope] of [
      ['commander', minusca],
      ['verifier', { mission: 'UNMISS' }],
      ['director', {}],
      ['verifier', minusca],
    ] as const) {
      await move('vt-1', role, scope);
      codes.push(codeOf(await forOne.get('/v1/reviews')));
    }

    expect(codes).toEqual([
      '200 undefined',
      '403 no_delegation',
      '403 no_delegation',
      '403 no_delegation',
      '200 undefined',
    ]);
  });

  it('of the delegate to another side is void too', async () => {
    const one = await of('vt-1', 'verifier', minusca);
    await of('vt-3', 'verifier', minusca);
    await lend(one, 'vt-3');
    await move('vt-3', 'evaluator');

    const forOne = await acting('vt-3', 'evaluator', {}, 'vt-1');

    expect(codeOf(await forOne.get('/v1/reviews'))).toBe('403 no_delegation');
  });
});

describe('the separation of duties', () => {
  it('binds both: what one did for the other, neither may judge in any role they take later', async () => {
    const desk = await of('ev-5', 'evaluator');
    const review = await openReview(desk);
    await of('fp-5', 'contributor', rwanda);
    await lend(await of('pm-5', 'permanent_mission', rwanda), 'fp-5');
    const forFive = await acting('fp-5', 'contributor', rwanda, 'pm-5');
    expect((await submit(forFive, review, 'self-assessment')).status).toBe(201);
    await openForm(desk, review, 'evaluation');

    const codes: string[] = [];
    for (const person of ['fp-5', 'pm-5']) {
      await move(person, 'evaluator');
      codes.push(codeOf(await submit(await of(person, 'evaluator'), review, 'evaluation')));
    }
    await lend(await of('pm-5', 'evaluator'), 'ev-5');
    const forBarred = await acting('ev-5', 'evaluator', {}, 'pm-5');
    codes.push(codeOf(await submit(forBarred, review, 'evaluation')));
    codes.push(codeOf(await submit(desk, review, 'evaluation')));

    expect(codes).toEqual([
      '403 separation_of_duties',
      '403 separation_of_duties',
      '403 separation_of_duties',
      '201 undefined',
    ]);
    const events = await Array.fromAsync(eventsOf(review));
    expect(fold(events)).toEqual(await getHead(review));
  });
});
