import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getDraft } from '../adapters/drafts.ts';
import { getItem } from '../adapters/table.ts';
import { draftExpiry } from '../adapters/table-definition.ts';
import { dueFrom, retentionRules } from '../domain/people/retention.ts';
import { openForm, opening, type SignedIn, signedIn, tokenFor } from './support/client.ts';
import { startHost } from './support/host.ts';
import { tablesOf } from './support/markdown-tables.ts';
import { ora } from './support/ora.ts';
import { root } from './support/product-files.ts';

const day = 86_400_000;

let host: Awaited<ReturnType<typeof startHost>>;
let admin: SignedIn;
let review: string;

beforeAll(async () => {
  host = await startHost();
  admin = await signedIn(host.url, { role: 'admin', person: 'a-1' });
  const desk = await signedIn(host.url, { role: 'evaluator', person: 'ev-1' });
  const state = await signedIn(host.url, {
    role: 'permanent_mission',
    contributor: 'RWA',
    person: 'pm-1',
  });
  review = (await desk.post('/v1/reviews', opening)).body.id;
  const { etag } = await openForm(state, review, 'self-assessment');
  await state.put(`/v1/reviews/${review}/stages/self-assessment/answers`, { answers: {} }, etag);
});
afterAll(() => host.close());

const draftKey = () => ({ pk: `DRAFT#${review}`, sk: 'self-assessment#1' });
const dueNow = async () => {
  const items = [];
  let path: string | undefined = '/v1/retention?limit=2';
  while (path) {
    const page: Awaited<ReturnType<SignedIn['get']>> = await admin.get(path);
    items.push(...page.body.items);
    path = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
  }
  return items;
};

describe('the rules of retention', () => {
  it('have one row for every kind of item in the table, and none for anything else', () => {
    const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    const items = tablesOf(page).find(([first]) => first?.[1] === '`HEAD`') ?? [];
    const keys = items.map(([pk = '']) => pk.replaceAll('`', ''));
    const partitions = retentionRules.flatMap((rule) => rule.partitions);

    expect(keys.length).toBeGreaterThan(12);
    const ruled = keys.map((pk) => partitions.filter((partition) => pk.startsWith(partition)));
    expect(keys.filter((_, index) => ruled[index]?.length !== 1)).toEqual([]);
    expect([...new Set(ruled.flat())].toSorted()).toEqual(partitions.toSorted());
  });

  it('delete nothing but drafts, and never call themselves rules of the United Nations', () => {
    const deleted = retentionRules.filter(({ does }) => does === 'delete');
    const source = JSON.parse(
      readFileSync(join(root, 'domain/people/retention.json'), 'utf8'),
    ).source;

    expect(deleted.map(({ kind }) => kind)).toEqual(['draft']);
    expect(source).toMatch(/^This project's own rules: no text of the United Nations/);
  });

  it('count days from what they name', () => {
    expect(dueFrom('draft', '2026-01-01T10:00:00.000Z')).toBe('2027-01-01T10:00:00.000Z');
    expect(dueFrom('review', '2026-01-01T10:00:00.000Z')).toBeUndefined();
  });
});

describe('a draft', () => {
  it('carries the second from which the table may delete it, and no other item does', async () => {
    const draft = await getItem(draftKey());
    const head = await getItem({ pk: `REVIEW#${review}`, sk: 'HEAD' });

    const due = Date.parse(dueFrom('draft', String(draft?.savedAt)) ?? '');
    expect(draft?.[draftExpiry]).toBe(Math.ceil(due / 1000));
    expect(head).not.toHaveProperty(draftExpiry);
  });
});

describe('what is due', () => {
  it('is nothing before its day, and then the draft and the people nobody renewed', async () => {
    const before = await dueNow();
    host.clock.forward(366 * day);
    const afterOneYear = await dueNow();
    host.clock.forward(730 * day);
    const { etag } = await admin.get('/v1/people/ev-1');
    await admin.post('/v1/people', { id: 'ev-1', role: 'evaluator' }, { 'if-match': etag });
    const afterThree = await dueNow();

    expect(before).toEqual([]);
    expect(afterOneYear).toEqual([
      { kind: 'draft', id: `${review}#self-assessment#1`, due: expect.any(String) },
    ]);
    expect(afterThree.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'person a-1',
      'person pm-1',
      `draft ${review}#self-assessment#1`,
    ]);
  });

  it('is printed by the command, with counts and ids, and nothing is gone', async () => {
    const settings = { ORA_TOKEN: await tokenFor(host.url, { role: 'admin', person: 'a-1' }) };

    const { code, out, err } = await ora(host.url, ['retention', '--dry-run'], settings);
    const json = await ora(host.url, ['retention', '--dry-run', '--json'], settings);

    expect(code).toBe(0);
    expect(out).toMatch(/^review +0 due +kept$/m);
    expect(out).toMatch(/^draft +1 due +delete 365 days after it was last saved$/m);
    expect(out).toMatch(/^person +2 due +pseudonymise 1095 days after/m);
    expect(out).toMatch(
      new RegExp(`^ {2}${review}#self-assessment#1 +since \\d{4}-\\d\\d-\\d\\d$`, 'm'),
    );
    expect(out.trim().split('\n').at(-1)).toBe('Nothing was deleted or changed.');
    expect(err).toContain('time to live');
    const drafts = JSON.parse(json.out).find(({ kind }: { kind: string }) => kind === 'draft');
    expect(drafts).toMatchObject({ due: 1, ids: [`${review}#self-assessment#1`] });
    expect(await getDraft(review, 'self-assessment', 1)).toBeDefined();
    expect((await admin.get('/v1/people/pm-1')).body.name).toContain('Demonstration');
  });

  it('is an admin’s to know, and the command has no other run', async () => {
    const desk = await signedIn(host.url, { role: 'director' });

    const { code, err } = await ora(host.url, ['retention']);

    expect((await desk.get('/v1/retention')).status).toBe(403);
    expect([code, err]).toEqual([2, expect.stringContaining('--dry-run')]);
  });
});

describe('the ora command for people', () => {
  const asAdmin = async () => ({
    ORA_TOKEN: await tokenFor(host.url, { role: 'admin', person: 'a-1' }),
  });

  it('lists everybody', async () => {
    const { code, out } = await ora(host.url, ['person', 'list'], await asAdmin());
    const json = await ora(host.url, ['person', 'list', '--json'], await asAdmin());

    expect(code).toBe(0);
    expect(out).toContain(
      'pm-1\tpermanent_mission\tRWA\tDemonstration permanent mission RWA <pm-1@demonstration.example>',
    );
    expect(JSON.parse(json.out).map(({ id }: { id: string }) => id)).toContain('ev-1');
  });

  it('erases one, says so on stdout, and what is left on stderr', async () => {
    const { code, out, err } = await ora(host.url, ['person', 'erase', 'pm-1'], await asAdmin());
    const { out: listed } = await ora(host.url, ['person', 'list'], await asAdmin());

    expect([code, out]).toEqual([0, 'pm-1 is erased, for good\n']);
    expect(err).toContain('Mail that was sent, and backups, are as they were');
    expect(listed).toMatch(/^pm-1\tpermanent_mission\tRWA\terased \d{4}-\d\d-\d\d$/m);
    expect(listed).not.toContain('pm-1@demonstration.example');
  });

  it('says why it did not, and what to type', async () => {
    const unknown = await ora(host.url, ['person', 'erase', 'nobody'], await asAdmin());
    const director = await tokenFor(host.url, { role: 'director' });
    const refused = await ora(host.url, ['person', 'list'], { ORA_TOKEN: director });
    const nobody = await ora(host.url, ['person', 'erase'], await asAdmin());

    expect([unknown.code, unknown.out]).toEqual([1, '']);
    expect(unknown.err).toContain('npm run ora -- person list');
    expect([refused.code, refused.out]).toEqual([1, '']);
    expect(refused.err).toContain('npm run ora -- token --role admin');
    expect(nobody.code).toBe(2);
  });
});
