import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { headKey } from '../adapters/keys.ts';
import { rowsOf } from '../adapters/ledger.ts';
import { getPerson, putPerson } from '../adapters/people.ts';
import { queryAll } from '../adapters/table.ts';
import { type ReadMail, readMail } from '../local/read-mail.ts';
import { type Cast, castOf, closedView, opened } from './support/cast.ts';
import { evaluator, permanentMission, submit, tokenFor, verifier } from './support/client.ts';
import { startHost } from './support/host.ts';
import { act, rowsAddedBy, sign, wholeOf } from './support/occasions.ts';

const day = 86_400_000;
const director = { role: 'director' };

let host: Awaited<ReturnType<typeof startHost>>;
let cast: Cast;

/** Everybody's name has a word in it that is nowhere else. */
const names: Readonly<Record<string, string>> = {
  'demo-evaluator': 'Wambui',
  'demo-director': 'Sigrid',
  'demo-permanent-mission-rwa': 'Ingabire',
  'demo-contributor-rwa': 'Mukamana',
  'demo-contingent-commander-rwa': 'Nkurunziza',
  'demo-verifier-minusca': 'Okonkwo',
  'demo-commander-minusca': 'Lindqvist',
};

/** What people wrote, each in a word that is nowhere else. */
const said = {
  returned: 'tarpaulin',
  wanted: 'odometer',
  comment: 'gearbox',
  notes: 'quagmire',
  reasons: 'insolvent',
  caveat: 'riverbank',
  suspension: 'monsoon',
  finding: 'corroded',
  disagreement: 'miscounted',
};

beforeAll(async () => {
  host = await startHost();
  cast = await castOf(host.url);
  for (const [id, name] of Object.entries(names)) {
    const known = (await getPerson(id)) ?? expect.fail(`${id} is not there`);
    await putPerson({ ...known, name }, known);
  }
});
afterAll(() => host.close());

const mails = (): Promise<ReadMail[]> => {
  const folder = join(host.folder, 'outbox');
  const files = readdirSync(folder).filter((file) => file.endsWith('.eml'));
  return Promise.all(
    files.map((file) => readMail({ file, source: readFileSync(join(folder, file), 'utf8') })),
  );
};

/** A review in which everybody writes something, from its opening to its verdict. */
const wholeReview = async (): Promise<string> => {
  const { state, desk, field, contingent } = cast;
  const review = await opened(cast);
  const answer = () => rowsAddedBy(review, () => submit(state, review, 'self-assessment'));
  const comment = `${said.finding} axles`;
  const caveat = { kind: 'area', description: said.caveat, undeclared: true };
  const criteria = [{ criterion: 'INF-A2', reason: said.returned, wanted: said.wanted }];
  const disagreements = [{ criterion: 'INF-A1', reason: said.disagreement }];
  const signature = { agrees: false, disagreements };
  const recommended = { recommendation: 'not_ready', notes: said.notes, comment };
  const decision = { decision: 'ready', reasons: said.reasons };
  const course = [
    answer,
    () => act(desk, review, 'returns', { criteria }),
    answer,
    () => act(desk, review, 'suspension', { reason: said.suspension }),
    () => act(desk, review, 'resumption', { reason: said.suspension }),
    () => act(desk, review, 'comments', { text: said.comment, audience: 'side' }),
    () => sign(desk, review, 'evaluation', recommended),
    () => act(cast.director, review, 'decisions', decision),
    () => act(field, review, 'caveats', caveat),
    () => sign(field, review, 'verification', { comment }),
    () => act(contingent, review, 'stages/verification/signatures', signature),
  ];
  for (const step of course) {
    // A day later, so that the cap keeps nothing back.
    host.clock.forward(day);
    await step();
  }
  await closedView(desk, review);
  return review;
};

describe('a mail', () => {
  it('carries nobody’s name, address or words, and no State hears in it what is not released', async () => {
    const rows = await rowsOf(await wholeReview());
    const all = await mails();

    const toState = all.filter(({ to }) => to.includes('-rwa@'));
    expect(rows.map(({ status }) => status)).toEqual(rows.map(() => 'sent'));
    expect([...new Set(rows.map(({ kind }) => kind))].sort()).toEqual([
      'closed',
      'decision_wanted',
      'opened',
      'received',
      'resumed',
      'returned',
      'signature_wanted',
      'suspended',
      'undeclared_caveat',
    ]);
    expect(new Set(all.map(({ to }) => to)).size).toBe(6);
    expect(toState.length).toBeGreaterThan(5);
    for (const mail of all) {
      const whole = wholeOf(mail);
      for (const word of [...Object.values(names), ...Object.values(said)])
        expect(whole).not.toContain(word);
      expect(whole).not.toMatch(/demo-[a-z]|@demonstration/);
    }
    for (const mail of toState)
      expect(wholeOf(mail)).not.toMatch(/not ready|not_ready|recommend|undeclared|caveat|score/i);
  });

  it('is opened by a scanner a hundred times, signed in or not, and the record stays as it is', async () => {
    const review = await opened(cast);
    await rowsAddedBy(review, () => submit(cast.state, review, 'self-assessment'));
    await sign(cast.desk, review, 'evaluation', { recommendation: 'ready' });
    const about = (await mails()).filter((mail) => wholeOf(mail).includes(review));
    const links = new Set(
      about.flatMap((mail) => wholeOf(mail).match(/http:\/\/127[^\s"<>\\]*/g) ?? []),
    );
    const people = [evaluator, permanentMission, director, verifier];
    const tokens = await Promise.all(people.map((person) => tokenFor(host.url, person)));
    const everything = () =>
      Array.fromAsync(
        queryAll({
          KeyConditionExpression: 'pk = :review',
          ExpressionAttributeValues: { ':review': headKey(review).pk },
          ConsistentRead: true,
        }),
      );
    const reported = async () => (await rowsOf(review)).every(({ delivery }) => delivery);
    await vi.waitUntil(reported, { timeout: 10_000, interval: 20 });
    const before = await everything();

    const statuses = new Set<number>();
    const visit = async (turn: number) => {
      const token = tokens[turn % (tokens.length + 1)];
      const headers: Record<string, string> = token
        ? { cookie: `ora_session=${token}`, authorization: `Bearer ${token}` }
        : {};
      const method = turn % 7 === 0 ? 'HEAD' : 'GET';
      for (const link of links)
        statuses.add((await fetch(link, { method, headers, redirect: 'manual' })).status);
    };
    for (let turn = 0; turn < 100; turn += 1) await visit(turn);

    // Whoever is signed in is shown the review; the others are led to where one signs in.
    expect([...statuses].sort()).toEqual([200, 303]);
    expect([...links].every((link) => link.includes(`/reviews/${review}`))).toBe(true);
    expect(links.size).toBeGreaterThan(0);
    expect(before.length).toBeGreaterThan(5);
    expect(await everything()).toEqual(before);
  });
});
