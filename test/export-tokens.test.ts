import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../adapters/hashing.ts';
import { getItem, queryAll } from '../adapters/table.ts';
import { evaluator, permanentMission, type SignedIn, signedIn } from './support/client.ts';
import { command, exportingHost } from './support/exported.ts';

const person = { ...permanentMission, person: 'excel-user-rwa' };
const day = 86_400_000;

let host: Awaited<ReturnType<typeof exportingHost>>;
let owner: SignedIn;

beforeAll(async () => {
  host = await exportingHost();
  owner = await signedIn(host.url, person);
}, 60_000);
afterAll(() => host.close());

const make = async (body: object = {}) => (await owner.post('/v1/export-tokens', body)).body;

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${host.url}/v1/${path}`, { headers });
  return { status: response.status, text: await response.text(), headers: response.headers };
};

const basic = (user: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});

describe('an export token', () => {
  it('lets a program in by address or as a password, for exports and nothing else', async () => {
    const { token } = await make();

    const byAddress = await get(`exports/reviews.csv?token=${token}`);
    const byPassword = await get('exports/reviews.csv', basic('anybody', token));
    expect([byAddress.status, byPassword.status]).toEqual([200, 200]);
    expect(byPassword.text).toBe(byAddress.text);
    expect(byAddress.text).toContain(host.reviews.closed);
    const elsewhere = [
      await get('reviews', { authorization: `Bearer ${token}` }),
      await get('reviews', basic('anybody', token)),
      await get(`people/me?token=${token}`),
      await get('export-tokens', basic('anybody', token)),
    ];
    expect(elsewhere.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  });

  it('is asked for as a spreadsheet asks: refused with a challenge, then with a password', async () => {
    const { status, headers } = await get('exports/reviews.csv');

    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toMatch(/Basic realm=/);
  });

  it('is shown once, and again to a copy of the very request; what is kept is its hash', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() };
    const first = await owner.post('/v1/export-tokens', {}, key);
    const copy = await owner.post('/v1/export-tokens', {}, key);
    const other = await make();
    const { items } = (await owner.get('/v1/export-tokens')).body;
    const { id, token } = first.body;
    const kept = await Array.fromAsync(
      queryAll({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `REVIEW#export-token-${id}` },
      }),
    );

    expect(first.status).toBe(201);
    expect(copy.body).toEqual(first.body);
    expect(other.token).not.toBe(token);
    expect(id).toBe(sha256(token));
    expect(items.map((item: { id: string }) => item.id)).toContain(id);
    expect(kept).toHaveLength(1);
    for (const place of [items, kept, await getItem({ pk: `EXPORT-TOKEN#${id}`, sk: id })])
      expect(JSON.stringify(place)).not.toContain(token);
  });

  it('shows what its owner may see when it is used, not when it was made', async () => {
    const { token } = await make();
    const voices = async () => {
      const { text } = await get(`exports/answers.jsonl?token=${token}&state=closed`);
      const rows = text.trim().split('\n');
      return [...new Set(rows.map((row) => JSON.parse(row).voice))].toSorted();
    };

    const before = await voices();
    await command(host.desk, host.reviews.closed, 'releases', { what: ['evaluation'] });
    expect([before, await voices()]).toEqual([['self'], ['evaluation', 'self']]);

    const admin = await signedIn(host.url, { role: 'admin' });
    const { etag } = await admin.get(`/v1/people/${person.person}`);
    const move = { id: person.person, role: 'permanent_mission', contributor: 'GHA' };
    expect((await admin.post('/v1/people', move, { 'if-match': etag })).status).toBe(200);
    expect((await get(`exports/reviews.jsonl?token=${token}`)).text).toBe('');

    const now = await admin.get(`/v1/people/${person.person}`);
    await admin.post('/v1/people', { ...move, contributor: 'RWA' }, { 'if-match': now.etag });
    expect((await get(`exports/reviews.jsonl?token=${token}`)).text).not.toBe('');
  });

  it('is for the data sets, the State and the mission that it was made for', async () => {
    const desk = await signedIn(host.url, evaluator);
    const narrow = { dataSets: ['reviews'], mission: 'UNMISS' };
    const { token } = (await desk.post('/v1/export-tokens', narrow)).body;
    const status = async (path: string) => (await get(`exports/${path}token=${token}`)).status;

    expect((await get(`exports/reviews.jsonl?token=${token}`)).text).toBe('');
    expect(await status('answers.csv?')).toBe(403);
    expect(await status('all.zip?')).toBe(403);
    expect(await status('reviews.zip?')).toBe(200);
    expect(await status('reviews.csv?mission=MINUSCA&')).toBe(403);
    expect((await get('exports/reviews.jsonl', basic('', token))).text).toBe('');
  });

  it('ends when it is revoked, by its owner only, and answers as one that never was', async () => {
    const { id, token } = await make();
    const stranger = await signedIn(host.url, permanentMission);
    const remove = async (who: typeof person | typeof permanentMission) => {
      const asked = await fetch(`${host.url}/local/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(who),
      });
      return fetch(`${host.url}/v1/export-tokens/${id}`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${await asked.text()}` },
      });
    };

    expect((await stranger.get('/v1/export-tokens')).body.items).toEqual([]);
    expect((await remove(permanentMission)).status).toBe(404);
    const revoked = await remove(person);
    const again = await remove(person);
    expect(await revoked.json()).toMatchObject({ id, revoked: expect.any(String) });
    expect(again.status).toBe(200);
    const [used, unknown] = [
      await get(`exports/reviews.csv?token=${token}`),
      await get('exports/reviews.csv?token=oraexp_nonsense'),
    ];
    const told = ({ text }: typeof used) => ({ ...JSON.parse(text), traceId: '' });
    expect([used.status, told(used)]).toEqual([401, told(unknown)]);
  });

  it('ends by itself, and lasts a year at most', async () => {
    const { token, made, expires } = await make({ days: 2 });
    const tooLong = await owner.post('/v1/export-tokens', { days: 367 });

    expect(Date.parse(expires) - Date.parse(made)).toBe(2 * day);
    expect(tooLong.status).toBe(422);
    await fetch(`${host.url}/local/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ forward: 2 * day }),
    });
    expect((await get(`exports/reviews.csv?token=${token}`)).status).toBe(401);
  });
});
