import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Telling } from '../domain/reminders/telling.ts';
import { type Cast, castOf, opened, upToVerification } from './support/cast.ts';
import { opening, signedIn, submit } from './support/client.ts';
import { startHost } from './support/host.ts';
import {
  act,
  mailOfRow,
  rowsAddedBy,
  sign,
  untilTold,
  wholeOf,
  wordsOfRows,
} from './support/occasions.ts';

const day = 86_400_000;

const desk = 'demo-evaluator';
const director = 'demo-director';
const mission = 'demo-permanent-mission-rwa';
const drafter = 'demo-contributor-rwa';
const contingent = 'demo-contingent-commander-rwa';
const field = 'demo-verifier-minusca';

let host: Awaited<ReturnType<typeof startHost>>;
let cast: Cast;

beforeAll(async () => {
  host = await startHost();
  cast = await castOf(host.url);
  await signedIn(host.url, { role: 'verifier', mission: 'MINUSCA', person: 'second-verifier' });
  await signedIn(host.url, { role: 'contributor', contributor: 'GHA' });
  await signedIn(host.url, { role: 'verifier', mission: 'UNMISS' });
  await signedIn(host.url, { role: 'admin' });
});
// Nobody has had a mail yet on a new day, so that the cap keeps nothing back.
beforeEach(() => host.clock.forward(day));
afterAll(() => host.close());

/** What this adds to the ledger, on a day of its own. */
const added = async (review: string, act: () => Promise<unknown>): Promise<Telling[]> => {
  host.clock.forward(day);
  return rowsAddedBy(review, act);
};

const told = async (review: string, act: () => Promise<unknown>): Promise<string[]> =>
  wordsOfRows(await added(review, act));

/** A review whose opening everybody was told. */
const openOne = async (): Promise<string> => {
  const review = await opened(cast);
  await untilTold(review);
  return review;
};

const reason = 'Because of the rains in Bria';
const inEvaluation = async (): Promise<string> => {
  const review = await openOne();
  await rowsAddedBy(review, () => submit(cast.state, review, 'self-assessment'));
  return review;
};

const sequenceOf = async (row: Telling | undefined) => {
  const { calendar } = await mailOfRow(host, row as Telling);
  const text = calendar?.content ?? '';
  const [, method] = /^METHOD:(\w+)/m.exec(text) ?? [];
  const [, uid] = /^UID:(\S+)/m.exec(text) ?? [];
  const [, date] = /^DTSTART;VALUE=DATE:(\d+)/m.exec(text) ?? [];
  return { method, uid, date, sequence: Number(/^SEQUENCE:(\d+)/m.exec(text)?.[1]) };
};

const dayOf = (ahead: number): string =>
  new Date(Date.now() + host.clock.ahead() + ahead * day).toISOString().slice(0, 10);

describe('at once, by the act itself, are told', () => {
  it('of an opened review those who answer it, and nobody else', async () => {
    const instrument = { id: 'infantry-battalion', version: 2 };
    const { id } = (await cast.desk.post('/v1/reviews', { ...opening, instrument })).body;

    expect(await told(id, async () => {})).toEqual([
      `${drafter} opened sent`,
      `${mission} opened sent`,
    ]);
  });

  it('of a submission, a decision and a signature whoever acts next; whoever acted gets a receipt', async () => {
    const review = await openOne();

    expect(await told(review, () => submit(cast.state, review, 'self-assessment'))).toEqual([
      `${desk} opened sent`,
      `${mission} received sent`,
    ]);
    const recommended = () => sign(cast.desk, review, 'evaluation', { recommendation: 'ready' });
    expect(await told(review, recommended)).toEqual([
      `${director} decision_wanted sent`,
      `${desk} received sent`,
    ]);
    const decided = () => act(cast.director, review, 'decisions', { decision: 'ready' });
    expect(await told(review, decided)).toEqual([
      `${director} received sent`,
      `${field} opened sent`,
      'second-verifier opened sent',
    ]);
    expect(await told(review, () => sign(cast.field, review, 'verification'))).toEqual([
      `${contingent} signature_wanted sent`,
      `${field} received sent`,
    ]);
    const path = 'stages/verification/signatures';
    expect(await told(review, () => act(cast.contingent, review, path, { agrees: true }))).toEqual([
      `${contingent} received sent`,
      `${desk} closed sent`,
      `${mission} closed sent`,
    ]);
  });

  it('of a return those who answer it, with the criteria and not with the words of whoever returned them', async () => {
    const review = await inEvaluation();
    const criteria = ['INF-A1', 'INF-A2'].map((criterion) => ({
      criterion,
      reason,
      wanted: 'A figure',
    }));

    const rows = await added(review, () => act(cast.desk, review, 'returns', { criteria }));

    expect(wordsOfRows(rows)).toEqual([
      `${drafter} returned sent`,
      `${desk} received sent`,
      `${mission} returned sent`,
    ]);
    for (const row of rows.filter(({ kind }) => kind === 'returned')) {
      const { text, html = '' } = await mailOfRow(host, row);
      for (const body of [text, html]) {
        expect(body).toContain('INF-A1');
        expect(body).toContain('INF-A2');
        expect(body).not.toContain('INF-A3');
        expect(body).not.toContain(reason);
      }
    }
  });

  it('of a submission taken back those who answer it anew; whoever took it back gets a receipt', async () => {
    const review = await inEvaluation();

    expect(await told(review, () => act(cast.state, review, 'recalls', { reason }))).toEqual([
      `${drafter} opened sent`,
      `${mission} opened sent`,
      `${mission} received sent`,
    ]);
  });

  it('of a decision against the deployment the Permanent Mission and the desk; the director gets a receipt', async () => {
    const review = await inEvaluation();
    await sign(cast.desk, review, 'evaluation', { recommendation: 'not_ready' });
    const no = { decision: 'not_ready', reasons: 'Too few drivers' };
    const decided = () => act(cast.director, review, 'decisions', no);

    expect(await told(review, decided)).toEqual([
      `${director} received sent`,
      `${desk} closed sent`,
      `${mission} closed sent`,
    ]);
  });

  it('of an assignment the person, and the one from whom it is taken', async () => {
    const review = await openOne();
    const give = (person: string) => () =>
      act(cast.commander, review, 'assignments', { stage: 'verification', person });

    expect(await told(review, give(field))).toEqual([`${field} assigned sent`]);
    expect(await told(review, give('second-verifier'))).toEqual([
      `${field} unassigned sent`,
      'second-verifier assigned sent',
    ]);
  });

  it('of a suspension and of its end whoever holds the step, and the Permanent Mission', async () => {
    const review = await inEvaluation();

    expect(await told(review, () => act(cast.desk, review, 'suspension', { reason }))).toEqual([
      `${desk} suspended sent`,
      `${mission} suspended sent`,
    ]);
    expect(await told(review, () => act(cast.desk, review, 'resumption', { reason }))).toEqual([
      `${desk} resumed sent`,
      `${mission} resumed sent`,
    ]);
  });

  it('of a release the Permanent Mission', async () => {
    const review = await openOne();
    await upToVerification(cast, review);
    await untilTold(review);

    const release = () => act(cast.desk, review, 'releases', { what: ['evaluation'] });

    expect(await told(review, release)).toEqual([`${mission} released sent`]);
  });

  it('of a withdrawal the Permanent Mission, the desk and whoever held the step', async () => {
    const review = await openOne();

    expect(await told(review, () => act(cast.desk, review, 'withdrawal', { reason }))).toEqual([
      `${drafter} withdrawn sent`,
      `${desk} withdrawn sent`,
      `${mission} withdrawn sent`,
    ]);
  });

  it('of a restriction that nobody declared the desk and the director', async () => {
    const review = await openOne();
    await upToVerification(cast, review);
    await untilTold(review);
    const area = { kind: 'area', description: 'Stays within 20 km', undeclared: true };

    const report = () => cast.field.post(`/v1/reviews/${review}/caveats`, area);

    expect(await told(review, report)).toEqual([
      `${director} undeclared_caveat sent`,
      `${desk} undeclared_caveat sent`,
    ]);
  });

  it('of a date that moves whoever holds the step, and their calendars take the new one', async () => {
    const review = await inEvaluation();
    const extend = (ahead: number) => () =>
      act(cast.desk, review, 'extensions', { dueOn: dayOf(ahead), reason });

    const first = await added(review, extend(60));
    const second = await added(review, extend(90));
    const over = await added(review, () => act(cast.desk, review, 'suspension', { reason }));

    expect([first, second].map(wordsOfRows)).toEqual([
      [`${desk} date_moved sent`],
      [`${desk} date_moved sent`],
    ]);
    const ofDesk = over.filter(({ recipient }) => recipient === desk);
    const dates = await Promise.all([first[0], second[0], ofDesk[0]].map(sequenceOf));
    expect(dates.map(({ method }) => method)).toEqual(['PUBLISH', 'PUBLISH', 'CANCEL']);
    expect(new Set(dates.map(({ uid }) => uid)).size).toBe(1);
    expect(dates[1]?.sequence).toBeGreaterThan(dates[0]?.sequence ?? 0);
    expect(dates[2]?.sequence).toBeGreaterThan(dates[1]?.sequence ?? 0);
    expect(dates[1]?.date).not.toBe(dates[0]?.date);
    expect(wholeOf(await mailOfRow(host, second[0] as Telling))).not.toContain(reason);
  });
});
