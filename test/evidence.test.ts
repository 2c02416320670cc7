import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uploadKey } from '../adapters/keys.ts';
import { getItem } from '../adapters/table.ts';
import {
  type Answered,
  evaluator,
  openForm,
  opening,
  permanentMission,
  type SignedIn,
  signedIn,
} from './support/client.ts';
import { announce, complete, pdf, send, sha256Of } from './support/evidence.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;
let state: SignedIn;
let review: string;

beforeAll(async () => {
  host = await startHost();
  desk = await signedIn(host.url, evaluator);
  state = await signedIn(host.url, permanentMission);
  review = (await desk.post('/v1/reviews', opening)).body.id;
  await openForm(state, review, 'self-assessment');
});
afterAll(() => host.close());

const evidenceAt = (id: string) => `/v1/reviews/${review}/evidence/${id}`;
const versionOf = async () => (await desk.get(`/v1/reviews/${review}`)).body.version;
const pathOf = (id: string) => join(host.folder, 'files', 'evidence', review, id);
const isKept = (id: string) => existsSync(pathOf(id));
const codesOf = ({ status, body }: Answered) => [
  status,
  ...body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code]),
];

describe('a file of evidence', () => {
  it('is announced, sent to its link, completed, and read again just as it was', async () => {
    const bytes = pdf('the whole way');
    const before = await versionOf();

    const announced = await announce(state, review, bytes, {
      name: 'Prüfbericht «Kigali».pdf',
      title: 'Live firing, second day',
      validUntil: '2099-01-31',
    });
    expect(await versionOf()).toBe(before);
    const sent = await send(announced, bytes);
    const completed = await complete(state, review, announced.body.id);
    const read = await state.get(evidenceAt(announced.body.id));
    const fetched = await fetch(read.body.download.url);

    expect([announced.status, sent.status, completed.status, read.status]).toEqual([
      201, 200, 201, 200,
    ]);
    expect(await versionOf()).toBe(before + 1);
    expect(completed.body).toEqual({
      id: announced.body.id,
      name: 'Prüfbericht «Kigali».pdf',
      type: 'application/pdf',
      size: bytes.length,
      sha256: sha256Of(bytes),
      title: 'Live firing, second day',
      validUntil: '2099-01-31',
      side: 'contributor',
      scan: { result: 'not_scanned' },
      by: { role: 'permanent_mission', person: 'demo-permanent-mission-rwa' },
      review,
      at: expect.any(String),
    });
    expect(read.body).toEqual({ ...completed.body, download: expect.anything() });
    expect(Buffer.from(await fetched.arrayBuffer())).toEqual(bytes);
    expect(fetched.headers.get('content-disposition')).toBe(
      `attachment; filename="Pr_fbericht _Kigali_.pdf"; filename*=UTF-8''Pr%C3%BCfbericht%20%C2%ABKigali%C2%BB.pdf`,
    );
  });

  it('is not taken from a role that brings none, nor for a review that was withdrawn', async () => {
    const director = await signedIn(host.url, { role: 'director' });
    const withdrawn = (await desk.post('/v1/reviews', opening)).body.id;
    await openForm(desk, withdrawn, 'self-assessment');
    const { etag } = await desk.get(`/v1/reviews/${withdrawn}`);
    await desk.post(
      `/v1/reviews/${withdrawn}/withdrawal`,
      { reason: 'The pledge was taken back.' },
      { 'if-match': etag },
    );

    expect((await announce(director, review, pdf())).status).toBe(403);
    expect((await announce(desk, withdrawn, pdf())).status).toBe(409);
  });
});

describe('an announcement', () => {
  it.each([
    ['type', { type: 'application/x-msdownload' }, /\.pdf .*\.docx .*\.txt/],
    ['size', { size: 26_214_401 }, /25 MB \(26214400 bytes\)/],
    ['size', { size: 0 }, /empty/],
    ['sha256', { sha256: 'ABC' }, /64 hexadecimal digits/],
    ['name', { name: 'report.exe' }, /ends in \.pdf/],
    ['name', { name: '../../etc/report.pdf' }, /without its folder/],
    ['validUntil', { validUntil: 'next year' }, /./],
    ['key', { key: 'evidence/mine' }, /does not exist/],
  ])('with a wrong %s is refused and told what is allowed: %j', async (field, wrong, said) => {
    const answered = await announce(state, review, pdf(), wrong);

    expect([answered.status, answered.body.errors[0].pointer]).toEqual([422, `/${field}`]);
    expect(answered.body.errors[0].detail).toMatch(said);
  });

  it('sent twice is one announcement, with a link that works', async () => {
    const bytes = pdf('announced twice');
    const key = { 'idempotency-key': 'announced-twice' };

    const [one, two] = await Promise.all([
      announce(state, review, bytes, {}, key),
      announce(state, review, bytes, {}, key),
    ]);
    const other = await announce(state, review, pdf('other'), {}, key);

    expect(one.body.id).toBe(two.body.id);
    expect([other.status, other.body.type]).toEqual([422, '/docs/problems#key_reused']);
    expect((await send(two, bytes)).status).toBe(200);
    expect((await complete(state, review, one.body.id)).status).toBe(201);
  });

  it('wants an Idempotency-Key, as its completion does', async () => {
    const none = { 'idempotency-key': '' };

    expect((await announce(state, review, pdf(), {}, none)).status).toBe(400);
    expect((await complete(state, review, 'ev-00000000000000000000', none)).status).toBe(400);
  });
});

describe('a completion', () => {
  it('sent often, at once and later, adds one event', async () => {
    const bytes = pdf('completed often');
    const announced = await announce(state, review, bytes);
    await send(announced, bytes);
    const before = await versionOf();
    const key = { 'idempotency-key': 'completed-often' };
    const again = () => complete(state, review, announced.body.id, key);

    const answers = await Promise.all([again(), again(), again()]);
    answers.push(await again(), await complete(state, review, announced.body.id));

    for (const answered of answers) expect(answered.body).toEqual(answers[0]?.body);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(await versionOf()).toBe(before + 1);
  });

  it('by many keys at once adds one event, too', async () => {
    const bytes = pdf('many keys');
    const announced = await announce(state, review, bytes);
    await send(announced, bytes);
    const before = await versionOf();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => complete(state, review, announced.body.id)),
    );

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(await versionOf()).toBe(before + 1);
  });

  it('before the file has arrived says so, and can be sent again afterwards', async () => {
    const bytes = pdf('too early');
    const announced = await announce(state, review, bytes);

    const early = await complete(state, review, announced.body.id);
    await send(announced, bytes);

    expect(codesOf(early)).toEqual([422, ['/upload', 'not_uploaded']]);
    expect((await complete(state, review, announced.body.id)).status).toBe(201);
  });

  it.each([
    ['/sha256', 'wrong_hash', pdf('other')],
    ['/size', 'wrong_size', pdf('longer than what was announced')],
  ])('looks at what is stored, and not at what was sent: %s', async (pointer, code, other) => {
    const announced = await announce(state, review, pdf('stored'));
    await send(announced, pdf('stored'));
    writeFileSync(pathOf(announced.body.id), other);

    const refused = await complete(state, review, announced.body.id);

    expect(refused.status).toBe(422);
    expect(codesOf(refused)).toContainEqual([pointer, code]);
    expect(isKept(announced.body.id)).toBe(false);
  });

  it('leaves nothing that still waits for its file', async () => {
    const announced = await announce(state, review, pdf('waits'));
    const waiting = () => getItem(uploadKey(review, announced.body.id));
    await send(announced, pdf('waits'));
    const before = await waiting();

    await complete(state, review, announced.body.id);

    expect(before).toMatchObject({ side: 'contributor' });
    expect(await waiting()).toBeUndefined();
  });

  it('refuses a file that is not of its type, deletes it, and stays with that', async () => {
    const bytes = Buffer.from('MZ\u0000 a program under a good name');
    const announced = await announce(state, review, bytes);
    const { id } = announced.body;
    await send(announced, bytes);
    const wasKept = isKept(id);

    const refusals = [await complete(state, review, id), await complete(state, review, id)];

    for (const refused of refusals)
      expect(codesOf(refused)).toEqual([422, ['/type', 'wrong_type']]);
    expect([wasKept, isKept(id)]).toEqual([true, false]);
    expect((await state.get(evidenceAt(id))).status).toBe(404);
  });
});
