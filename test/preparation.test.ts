import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
let desk: SignedIn;
let drafter: SignedIn;
let mission: SignedIn;
let review: string;

const rwanda = { contributor: 'RWA' };
const minusca = { mission: 'MINUSCA' };

/** Everybody but the drafters and the Permanent Mission of the State itself. */
const others = [
  { role: 'evaluator', person: 'second-evaluator' },
  { role: 'director' },
  { role: 'verifier', ...minusca },
  { role: 'commander', ...minusca },
  { role: 'viewer', ...rwanda },
  { role: 'viewer', ...minusca },
  { role: 'viewer' },
  { role: 'admin' },
  { role: 'permanent_mission', contributor: 'GHA' },
  { role: 'contributor', contributor: 'GHA' },
  { role: 'contingent_commander', contributor: 'GHA' },
];

beforeAll(async () => {
  host = await startHost();
  desk = await signedIn(host.url, { role: 'evaluator' });
  drafter = await signedIn(host.url, { role: 'contributor', ...rwanda });
  mission = await signedIn(host.url, { role: 'permanent_mission', ...rwanda });
  review = (await desk.post('/v1/reviews', opening)).body.id;
  await openForm(drafter, review, 'self-assessment');
});
afterAll(() => host.close());

const at = (rest: string) => `/v1/reviews/${review}/stages/self-assessment${rest}`;
const codeOf = ({ status, body }: Answered) => `${status} ${body.type?.split('#')[1]}`;
const pointersOf = ({ body }: Answered): string[] =>
  (body.errors ?? []).map(({ pointer }: { pointer: string }) => pointer);

const read = (by: SignedIn) => by.get(at(''));
const save = async (body: object, by = drafter) =>
  by.put(at('/answers'), body, (await read(by)).etag);
const sendBack = async (remarks: unknown, by = mission, headers: Record<string, string> = {}) =>
  by.post(at('/remarks'), { remarks }, { 'if-match': (await read(by)).etag, ...headers });

const secret = 'Saffron heliotrope: the colonel says that this is too thin';
const section = (id: string, remark = secret) => ({ section: id, remark });

describe('a draft inside the contributor', () => {
  it('starts with nothing ready and no remarks', async () => {
    expect((await read(drafter)).body.preparation).toEqual({ ready: [], remarks: [] });
  });

  it('keeps what is ready when another section is saved', async () => {
    await save({ answers: { 'INF-A1': { value: true } }, ready: ['A', 'B'] });
    await save({ answers: { 'INF-A1': { value: true }, 'INF-C1': { value: 90 } } });

    const { body } = await read(mission);

    expect(body.preparation).toEqual({ ready: ['A', 'B'], remarks: [] });
    expect(Object.keys(body.answers)).toEqual(['INF-A1', 'INF-C1']);
  });

  it('goes back with remarks, which un-mark their sections and no other', async () => {
    const sent = await sendBack([section('A')]);

    const { body, etag } = await read(drafter);

    expect([sent.status, sent.etag]).toEqual([201, etag]);
    expect(body.preparation).toEqual({
      ready: ['B'],
      remarks: [{ section: 'A', remark: secret, at: expect.any(String) }],
    });
  });

  it('keeps the remarks through the saves of other sections, until theirs is ready again', async () => {
    await save({ answers: { 'INF-A1': { value: true } } });
    await save({ answers: { 'INF-A1': { value: true } }, ready: ['B', 'C'] });
    const meanwhile = (await read(drafter)).body.preparation;
    await save({ answers: { 'INF-A1': { value: true } }, ready: ['A', 'B', 'C'] });

    expect(meanwhile.remarks).toHaveLength(1);
    expect((await read(drafter)).body.preparation).toEqual({
      ready: ['A', 'B', 'C'],
      remarks: [],
    });
  });

  it('goes back once, however often the same request is sent', async () => {
    const before = await read(mission);
    const headers = { 'if-match': before.etag, 'idempotency-key': 'send-back-once' };

    const answers = await Promise.all(
      [1, 2, 3].map(() => mission.post(at('/remarks'), { remarks: [section('B')] }, headers)),
    );

    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect((await read(mission)).body.preparation.remarks).toHaveLength(1);
    expect(codeOf(await sendBack([section('C')], mission, headers))).toBe('422 key_reused');
  });

  it('goes back only as the Permanent Mission saw it', async () => {
    const { etag } = await read(mission);
    await save({ answers: {} });
    const stale = { 'if-match': etag };

    expect(codeOf(await sendBack([section('A')], mission, stale))).toBe('412 stale_version');
    const blind = await mission.post(at('/remarks'), { remarks: [section('A')] });
    expect(codeOf(blind)).toBe('428 match_missing');
  });

  it('names the section that the form does not have', async () => {
    const wrong = [
      await save({ answers: {}, ready: ['A', 'Z'] }),
      await sendBack([section('A'), section('Q')]),
      await sendBack([]),
      await sendBack([section('A', ' ')]),
    ];

    expect(wrong.map(({ status }) => status)).toEqual([422, 422, 422, 422]);
    expect(wrong.map(pointersOf)).toEqual([
      ['/ready/1'],
      ['/remarks/1/section'],
      ['/remarks'],
      ['/remarks/0/remark'],
    ]);
  });

  it('takes fifty remarks, and not one more before some are answered', async () => {
    const many = Array.from({ length: 49 }, () => section('A'));

    const full = await sendBack(many);
    const over = await sendBack([section('A')]);

    expect([full.status, over.status, pointersOf(over)]).toEqual([201, 422, ['/remarks']]);
  });

  it('is sent back by the Permanent Mission of the State, and by nobody else', async () => {
    const { etag } = await read(mission);
    const answers: string[] = [];
    for (const person of [{ role: 'contributor', ...rwanda }, ...others]) {
      const other = await signedIn(host.url, person);
      const sent = await other.post(
        at('/remarks'),
        { remarks: [section('A')] },
        { 'if-match': etag },
      );
      answers.push(codeOf(sent));
    }

    expect(answers.filter((code) => code.startsWith('2'))).toEqual([]);
    expect(new Set(answers)).toEqual(new Set(['403 forbidden', '404 not_found']));
  });

  it('is prepared section by section in the self-assessment only', async () => {
    const path = `/v1/reviews/${review}/stages/evaluation`;
    await submit(mission, review, 'self-assessment');
    const { body, etag } = await openForm(desk, review, 'evaluation');

    const saved = await desk.put(`${path}/answers`, { answers: {}, ready: ['A'] }, etag);

    expect(body).not.toHaveProperty('preparation');
    expect([saved.status, pointersOf(saved)]).toEqual([422, ['/ready']]);
    expect(codeOf(await sendBack([section('A')]))).toBe('409 wrong_stage');
  });

  it('starts anew in the next round, for the returned sections only', async () => {
    const { etag } = await desk.get(`/v1/reviews/${review}`);
    const criteria = [{ criterion: 'INF-A1', reason: 'No order seen.', wanted: 'The order.' }];
    await desk.post(`/v1/reviews/${review}/returns`, { criteria }, { 'if-match': etag });
    await openForm(drafter, review, 'self-assessment');

    expect((await read(drafter)).body.preparation).toEqual({ ready: [], remarks: [] });
    expect(pointersOf(await save({ answers: {}, ready: ['B'] }))).toEqual(['/ready/0']);
    expect((await save({ answers: {}, ready: ['A'] })).status).toBe(200);
    expect((await submit(mission, review, 'self-assessment')).status).toBe(201);
  });
});
