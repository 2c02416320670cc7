import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { now } from '../adapters/clock.ts';
import { type Answered, type SignedIn, signedIn } from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let admin: SignedIn;
let chief: SignedIn;

const of = (person: string, role: string, scope: object = {}) =>
  signedIn(host.url, { role, person, ...scope });
const acting = (person: string, role: string, scope: object, actsFor: string) =>
  signedIn(host.url, { role, person, ...scope }, actsFor);

const rwanda = { contributor: 'RWA' };
const reason = 'Leave, in Kigali with Amina';

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

describe('the list of delegations', () => {
  it('shows what was given and received, with both names; to an admin all of them', async () => {
    const six = await of('pm-6', 'permanent_mission', rwanda);
    const sevenId = await lend(six, 'pm-1');
    const idsOf = async (by: SignedIn, query = '?limit=100'): Promise<string[]> =>
      (await by.get(`/v1/delegations${query}`)).body.items.map(({ id }: { id: string }) => id);

    expect(await idsOf(six)).toEqual([sevenId]);
    expect(await idsOf(chief)).toContain(sevenId);
    expect(await idsOf(admin)).toContain(sevenId);
    const [shown] = (await six.get('/v1/delegations')).body.items;
    expect(shown).toMatchObject({
      from: 'pm-6',
      to: 'pm-1',
      fromName: 'Demonstration permanent mission RWA',
      role: 'permanent_mission',
      reason,
    });
    const me = (await chief.get('/v1/people/me')).body;
    expect(me.delegations.map(({ id }: { id: string }) => id)).toContain(sevenId);
  });

  it('is read page by page', async () => {
    for (const to of ['fp-1', 'fp-2', 'fp-3', 'fp-4']) {
      await of(to, 'contributor', rwanda);
      await lend(chief, to);
    }
    for (const by of [admin, chief]) {
      const seen: string[] = [];
      let path: string | undefined = '/v1/delegations?limit=2';
      while (path) {
        const page: Answered = await by.get(path);
        seen.push(...page.body.items.map(({ id }: { id: string }) => id));
        path = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
      }

      expect(seen).toHaveLength(5);
      expect(new Set(seen).size).toBe(5);
    }
  });
});

describe('an erasure', () => {
  it('ends what the person gave and received, and forgets the reasons', async () => {
    const eight = await of('pm-8', 'permanent_mission', rwanda);
    await of('fp-8', 'contributor', rwanda);
    const ids = [await lend(eight, 'fp-8'), await lend(chief, 'pm-8')];
    const forEight = await acting('fp-8', 'contributor', rwanda, 'pm-8');
    const before = await forEight.get('/v1/reviews');

    await admin.post('/v1/people/pm-8/erasure', {});
    const all = (await admin.get('/v1/delegations?limit=100')).body.items;
    const theirs = all.filter(({ id }: { id: string }) => ids.includes(id));

    expect([before.status, codeOf(await forEight.get('/v1/reviews'))]).toEqual([
      200,
      '403 no_delegation',
    ]);
    expect(theirs).toHaveLength(2);
    for (const delegation of theirs) {
      expect(delegation).not.toHaveProperty('reason');
      expect(delegation.revoked).toEqual({ by: 'a-1', at: expect.any(String) });
    }
    expect(JSON.stringify(theirs)).toContain('"fromName":"Erased person pm-8"');
  });
});
