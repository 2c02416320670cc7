import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answered,
  evaluator,
  permanentMission,
  type SignedIn,
  signedIn,
  tokenFor,
  verifier,
} from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let admin: SignedIn;

beforeAll(async () => {
  host = await startHost();
  admin = await signedIn(host.url, { role: 'admin' });
  await tokenFor(host.url, evaluator);
});
afterAll(() => host.close());

const amina = { name: 'Amina Nkurunziza', email: 'amina.nk@mission.example' };
const pointersOf = ({ body }: Answered): string[] =>
  (body.errors ?? []).map(({ pointer }: { pointer: string }) => pointer);
const codeOf = ({ status, body }: Answered) => `${status} ${body.type?.split('#')[1]}`;

const register = async (body: object, headers?: Record<string, string>) =>
  admin.post('/v1/people', body, headers);

describe('an admin', () => {
  it('registers somebody under an id that tells nothing, and an answer that names nobody', async () => {
    const made = await register({ ...amina, role: 'permanent_mission', contributor: 'RWA' });
    const read = await admin.get(`/v1/people/${made.body.id}`);

    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{20}$/),
      role: 'permanent_mission',
      contributor: 'RWA',
      version: 1,
    });
    expect(read.body).toMatchObject(amina);
    expect(read.etag).toBe(made.etag);
  });

  it('sent twice with one key, registers one person; another body under it is refused', async () => {
    const key = { 'idempotency-key': 'register-once' };
    const body = { ...amina, role: 'director' };

    const [first, second] = await Promise.all([register(body, key), register(body, key)]);
    const other = await register({ ...body, role: 'evaluator' }, key);

    expect(second.body).toEqual(first.body);
    expect(codeOf(other)).toBe('422 key_reused');
  });

  it.each([
    [{ role: 'permanent_mission' }, ['/contributor']],
    [{ role: 'verifier', contributor: 'RWA' }, ['/mission', '/contributor']],
    [{ role: 'commander', mission: 'NOWHERE' }, ['/mission']],
    [{ role: 'contributor', contributor: 'ZZZ' }, ['/contributor']],
    [{ role: 'evaluator', contributor: 'RWA' }, ['/contributor']],
    [{ role: 'admin', mission: 'MINUSCA' }, ['/mission']],
    [{ role: 'viewer', contributor: 'RWA', mission: 'MINUSCA' }, ['/mission']],
  ])('is told by field which scope does not fit: %j', async (wanted, pointers) => {
    const answered = await register({ ...amina, ...wanted });

    expect([answered.status, pointersOf(answered)]).toEqual([422, pointers]);
  });

  it.each(['amina-1', 'UN_Nkurunziza', 'amina'])(
    'may not give the id %s to somebody of that name',
    async (id) => {
      const answered = await register({ ...amina, id, role: 'evaluator' });

      expect([answered.status, pointersOf(answered)]).toEqual([422, ['/id']]);
    },
  );

  it('gives a name and an address to whom is new', async () => {
    const answered = await register({ role: 'evaluator', id: 'somebody-new' });

    expect([answered.status, pointersOf(answered)]).toEqual([422, ['/name', '/email']]);
    expect((await register({ ...amina, id: 'me', role: 'evaluator' })).status).toBe(422);
  });

  it('changes role and scope of whom was read, and of nobody else', async () => {
    const { body, etag } = await register({ ...amina, role: 'evaluator' });
    const change = { id: body.id, role: 'verifier', mission: 'UNMISS' };

    const blind = await register(change);
    const stale = await register(change, { 'if-match': '"7"' });
    const changed = await register(change, { 'if-match': etag });
    const read = await admin.get(`/v1/people/${body.id}`);

    expect([codeOf(blind), codeOf(stale)]).toEqual(['428 match_missing', '412 stale_version']);
    expect(changed.status).toBe(200);
    expect(read.body).toMatchObject({ ...amina, role: 'verifier', mission: 'UNMISS', version: 2 });
    expect(read.body).not.toHaveProperty('contributor');
    const unknown = { ...amina, id: 'somebody-else', role: 'verifier', mission: 'UNMISS' };
    expect(codeOf(await register(unknown, { 'if-match': '"1"' }))).toBe('412 stale_version');
  });

  it('reads everybody, page by page, each once', async () => {
    const seen: string[] = [];
    let path: string | undefined = '/v1/people?limit=2';
    while (path) {
      const page: Answered = await admin.get(path);
      seen.push(...page.body.items.map(({ id }: { id: string }) => id));
      path = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
    }

    expect(seen.length).toBeGreaterThan(4);
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen).toEqual(expect.arrayContaining(['demo-admin', 'demo-evaluator']));
  });
});

describe('people', () => {
  it('are nobody else’s to read or to change, whether they exist or not', async () => {
    for (const person of [evaluator, permanentMission, verifier, { role: 'viewer' }]) {
      const other = await signedIn(host.url, person);
      const answers = [
        await other.get('/v1/people'),
        await other.get('/v1/people/demo-admin'),
        await other.get('/v1/people/nobody'),
        await other.post('/v1/people', { ...amina, role: 'admin' }),
        await other.post('/v1/people/demo-admin/erasure', {}),
        await other.post('/v1/people/nobody/erasure', {}),
      ];
      expect(answers.map(codeOf)).toEqual(answers.map(() => '403 forbidden'));
    }
  });

  it('read who they are themselves', async () => {
    const state = await signedIn(host.url, permanentMission);

    const { body } = await state.get('/v1/people/me');

    expect(body).toMatchObject({
      id: 'demo-permanent-mission-rwa',
      role: 'permanent_mission',
      contributor: 'RWA',
      delegations: [],
    });
  });
});

describe('the last admin', () => {
  it('is neither erased nor given another role, also when two do it to each other at once', async () => {
    const demote = (by: SignedIn, id: string) =>
      by.post('/v1/people', { id, role: 'director' }, { 'if-match': '"1"' });

    const alone = [
      await admin.post('/v1/people/demo-admin/erasure', {}),
      await demote(admin, 'demo-admin'),
    ];
    const second = await signedIn(host.url, { role: 'admin', person: 'admin-two' });
    const crossed = await Promise.all([demote(admin, 'admin-two'), demote(second, 'demo-admin')]);
    const left = [await admin.get('/v1/people'), await second.get('/v1/people')];

    expect(alone.map(codeOf)).toEqual(['409 last_admin', '409 last_admin']);
    expect(crossed.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(left.map(({ status }) => status).toSorted()).toEqual([200, 403]);
  });
});
