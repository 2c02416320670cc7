import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getPerson } from '../adapters/people.ts';
import {
  evaluator,
  permanentMission,
  type SignedIn,
  signedIn,
  tokenFor,
} from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let admin: SignedIn;
beforeAll(async () => {
  host = await startHost();
  admin = await signedIn(host.url, { role: 'admin' });
});
afterAll(() => host.close());

const somebody = { name: 'Somebody New', email: 'new@mission.example', role: 'evaluator' };
const path = '/v1/people/me/preferences';

describe('how somebody is written to', () => {
  it('is in English, by the clocks of their party, until somebody says otherwise', async () => {
    const made = await admin.post('/v1/people', somebody);
    const { body } = await admin.get(`/v1/people/${made.body.id}`);

    expect(body.language).toBe('en');
    expect(body).not.toHaveProperty('timeZone');
  });

  it('is what an admin registers, and stays when only the role changes', async () => {
    const wanted = { ...somebody, language: 'ar', timeZone: 'Africa/Cairo' };
    const { body, etag } = await admin.post('/v1/people', wanted);
    const change = { id: body.id, role: 'verifier', mission: 'UNMISS' };
    await admin.post('/v1/people', change, { 'if-match': etag });

    const read = await admin.get(`/v1/people/${body.id}`);

    expect(read.body).toMatchObject({ language: 'ar', timeZone: 'Africa/Cairo', role: 'verifier' });
  });

  it('is what the person says, who changes nothing else of themselves by it', async () => {
    const person = await signedIn(host.url, permanentMission);
    const before = await person.get('/v1/people/me');

    const said = await person.put(path, { language: 'fr', timeZone: 'Africa/Kigali' }, before.etag);
    const after = await person.get('/v1/people/me');

    expect([said.status, said.body]).toEqual([200, { language: 'fr', timeZone: 'Africa/Kigali' }]);
    expect(after.etag).toBe(said.etag);
    expect(after.body).toEqual({
      ...before.body,
      language: 'fr',
      timeZone: 'Africa/Kigali',
      version: before.body.version + 1,
    });
  });

  it('is forgotten as to the zone when it is said again without one', async () => {
    const person = await signedIn(host.url, { ...permanentMission, person: 'in-many-zones' });
    const { etag } = await person.get('/v1/people/me');
    const zoned = await person.put(path, { language: 'en', timeZone: 'Asia/Dhaka' }, etag);

    await person.put(path, { language: 'en' }, zoned.etag);

    expect((await person.get('/v1/people/me')).body).not.toHaveProperty('timeZone');
  });

  it('is refused without the version that was read, or on an older one', async () => {
    const person = await signedIn(host.url, evaluator);
    const stale = await person.put(path, { language: 'ru' }, '"99"');
    const blind = await fetch(`${host.url}${path}`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${await tokenFor(host.url, evaluator)}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ language: 'ru' }),
    });

    expect([blind.status, stale.status]).toEqual([428, 412]);
  });

  it.each([
    [{ language: 'de' }, '/language'],
    [{ language: 'en', timeZone: 'Mars/Olympus' }, '/timeZone'],
    [{ language: 'en', timeZone: '+02:00' }, '/timeZone'],
    [{ language: 'en', timeZone: 'EST' }, '/timeZone'],
    [{ language: 'en', role: 'admin' }, '/role'],
  ])('is refused by field: %j', async (body, pointer) => {
    const person = await signedIn(host.url, evaluator);
    const { etag } = await person.get('/v1/people/me');
    const refused = await person.put(path, body, etag);

    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, pointer]);
  });

  it('goes with the name when a person is erased', async () => {
    const wanted = { ...somebody, language: 'zh', timeZone: 'Asia/Shanghai' };
    const { body } = await admin.post('/v1/people', wanted);
    await admin.post(`/v1/people/${body.id}/erasure`, {});

    const left = await getPerson(body.id);

    expect(left).toMatchObject({ language: 'en', erased: expect.any(String) });
    expect(left).not.toHaveProperty('timeZone');
  });

  it.each([
    ['EGY', 'ar'],
    ['SEN', 'fr'],
    ['URY', 'es'],
    ['CHN', 'zh'],
    ['RUS', 'ru'],
    ['NPL', 'en'],
  ])('is in the embedded host, for the mission of %s, in %s', async (contributor, language) => {
    const person = await signedIn(host.url, { role: 'permanent_mission', contributor });

    expect((await person.get('/v1/people/me')).body.language).toBe(language);
  });
});
