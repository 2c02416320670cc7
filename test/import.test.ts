import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluator, permanentMission, type SignedIn, signedIn } from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;
const csv = readFileSync('test/contributions-invented.csv', 'utf8');

beforeAll(async () => {
  host = await startHost();
  desk = await signedIn(host.url, evaluator);
});
afterAll(() => host.close());

const importing = (query = '', headers = {}) =>
  desk.post(`/v1/imports${query}`, { kind: 'contributions', csv }, headers);

describe('an import of contributions', () => {
  it('reports row by row and writes nothing in a dry run', async () => {
    const { status, body } = await importing('?dryRun=true');

    expect(status).toBe(200);
    expect(body.rows.length).toBeGreaterThan(5);
    expect(body.rejected).toBeGreaterThan(0);
    expect((await desk.get('/v1/units')).body.items).toEqual([]);
  });

  it('writes the units it finds, and answers a copy of the request alike', async () => {
    const key = { 'idempotency-key': 'import-once' };

    const first = await importing('', key);
    const copy = await importing('', key);

    expect(copy.body).toEqual(first.body);
    const { items } = (await desk.get('/v1/units')).body;
    expect(items).toHaveLength(first.body.units);
    expect(items.length).toBeGreaterThan(0);
  });

  it('shows a State its own units only', async () => {
    const [unit] = (await desk.get('/v1/units')).body.items;
    const own = await signedIn(host.url, { ...permanentMission, contributor: unit.contributor });
    const other = await signedIn(host.url, { ...permanentMission, contributor: 'ISL' });

    expect((await own.get('/v1/units')).body.items[0].contributor).toBe(unit.contributor);
    expect((await other.get('/v1/units')).body.items).toEqual([]);
    expect((await other.get(`/v1/units?contributor=${unit.contributor}`)).body.items).toEqual([]);
  });

  it('says what is wrong with a file that cannot be read', async () => {
    const { status, body } = await desk.post('/v1/imports?dryRun=true', {
      kind: 'contributions',
      csv: 'a,b\n1,2\n',
    });

    expect(status).toBe(422);
    expect(body.errors[0].pointer).toMatch(/^\/(file|csv)/);
  });
});
