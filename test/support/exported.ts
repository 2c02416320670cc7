import { unzipSync } from 'fflate';
import type { Cell } from '../../domain/export/column.ts';
import { type DataSetName, dataSets } from '../../domain/export/data-sets.ts';
import {
  answersTo,
  evaluator,
  openForm,
  opening,
  permanentMission,
  type SignedIn,
  signedIn,
  tokenFor,
  until,
  verifier,
} from './client.ts';
import { startHost } from './host.ts';
import { readJsonLines } from './read-tables.ts';

type Who = Parameters<typeof tokenFor>[1];

/** What the State wrote beside each of its answers. */
export const said = '=HYPERLINK("http://x.example","self")';

export const at = (review = '', rest = '') => `/v1/reviews/${review}${rest}`;

/** Sends a command on a review as it stands now. */
export const command = async (person: SignedIn, review: string, path: string, body: object) =>
  person.post(at(review, `/${path}`), body, {
    'if-match': (await person.get(at(review))).etag,
  });

/** Submits a stage with the same comment beside each answer. */
const sign = async (person: SignedIn, review: string, stage: string, comment: string) => {
  const form = await openForm(person, review, stage);
  const answers = Object.fromEntries(
    Object.entries(answersTo(form.body.criteria)).map(([id, answer]) => [
      id,
      { ...answer, comment },
    ]),
  );
  return person.post(
    at(review, `/stages/${stage}/submission`),
    { answers, declaration: true, notes: stage === 'evaluation' ? '@notes 1' : undefined },
    { 'if-match': form.etag },
  );
};

const unit = { name: '＝1+1 Battalion', type: 'INF_BN' };

/**
 * A host with three reviews of RWA in MINUSCA in whose every text is a formula: one is closed, one waits for the field with
 * nothing released, and one is submitted to a Secretariat that has not opened it.
 */
export const exportingHost = async () => {
  const host = await startHost();
  const desk = await signedIn(host.url, evaluator);
  const state = await signedIn(host.url, permanentMission);
  const field = await signedIn(host.url, verifier);
  const opened = async (): Promise<string> =>
    (await desk.post('/v1/reviews', { ...opening, unit })).body.id;
  const reviews = { closed: await opened(), inField: await opened(), unopened: await opened() };
  const { closed, inField, unopened } = reviews;
  for (const review of [closed, inField, unopened])
    await sign(state, review, 'self-assessment', said);
  for (const review of [closed, inField])
    await sign(desk, review, 'evaluation', '+the desk said 1');
  await sign(field, closed, 'verification', '\t-the field said 1');
  const stands = (person: SignedIn, review: string, wanted: string) =>
    until(
      () => person.get(at(review)),
      ({ body }) => body.state === wanted,
    );
  await stands(desk, closed, 'closed');
  await stands(field, inField, 'verification');
  await stands(state, unopened, 'evaluation');
  const finding = { criterion: 'INF-A1', action: '@train 1', owner: 'contributor' };
  await desk.post(at(closed, '/findings'), { ...finding, dueOn: '2090-01-01' });
  await state.post(at(closed, '/comments'), { text: '-between us 1', audience: 'side' });
  return { ...host, desk, state, field, reviews };
};

/** What a host answers to somebody who asks for exports. */
export const exportsOf = (url: string) => {
  const take = async (file: string, who: Who = evaluator, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}/v1/exports/${file}`, {
      headers: { authorization: `Bearer ${await tokenFor(url, who)}`, ...headers },
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes };
  };
  return {
    take,
    rowsOf: async (set: DataSetName, who?: Who, query = ''): Promise<Record<string, Cell>[]> => {
      const { columns } = dataSets[set];
      const rows = readJsonLines((await take(`${set}.jsonl${query}`, who)).bytes, columns);
      return rows.map((row) =>
        Object.fromEntries(columns.map(({ name }, place) => [name, row[place] ?? null])),
      );
    },
  };
};

export const textOf = ({ bytes }: { readonly bytes: Uint8Array }): string =>
  Buffer.from(bytes).toString();

/** All that is written in a file, of an archive or a workbook in each of its parts. */
export const textsIn = (bytes: Uint8Array): string[] => {
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const parts = isArchive ? Object.values(unzipSync(bytes)) : [bytes];
  return parts.map((part) => textOf({ bytes: part }));
};
