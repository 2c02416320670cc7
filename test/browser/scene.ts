import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Cast,
  castOf,
  closedView,
  command,
  opened,
  upToVerification,
} from '../support/cast.ts';
import { answersTo, openForm, submit, until } from '../support/client.ts';
import type { startHost } from '../support/host.ts';

/** What the pages of the table are about. */
export interface Places {
  /** A review in which everything happened that can. */
  readonly review: string;
  /** One that waits for its self-assessment. */
  readonly open: string;
  readonly mail: string;
}

/** A path of the table with the places in it. */
export const placed = (path: string, places: Places): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: keyof Places) => places[name]);

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

/** The State declares, certifies and assesses itself; two criteria go back to it. */
const claimed = async ({ desk, state }: Cast, review: string): Promise<void> => {
  await command(state, review, 'caveats', {
    kind: 'night',
    description: 'No patrols by foot after 22:00.',
    beforeMou: true,
  });
  for (const kind of ['operational_preparation', 'conduct_and_discipline'])
    await command(state, review, 'certificates', {
      kind,
      rotation: '2027-1',
      signedOn: '2026-01-15',
      signatory: 'Permanent Representative',
      statement: true,
    });
  await submit(state, review, 'self-assessment');
  await openForm(desk, review, 'evaluation');
  await command(desk, review, 'returns', {
    criteria: [
      { criterion: 'INF-G2', reason: 'The list is of last year.', wanted: 'This month’s.' },
      {
        criterion: 'INF-C6',
        reason: 'It names another unit.',
        wanted: 'The report of the exercise.',
      },
    ],
  });
  await submit(state, review, 'self-assessment', { 'INF-G2': 92 });
};

/** The field signs with comments, and the contingent commander disagrees. */
const found = async ({ field, contingent }: Cast, review: string): Promise<void> => {
  const form = await openForm(field, review, 'verification');
  const answers = answersTo(form.body.criteria, {
    'INF-G2': 78,
    'INF-D3': 'NI',
    'INF-I2': 'U',
    'INF-A1': false,
  });
  const comment = 'Forty minutes from the call to the first aid post; the standard is ten.';
  await field.post(
    `/v1/reviews/${review}/stages/verification/submission`,
    {
      answers: { ...answers, 'INF-I2': { ...answers['INF-I2'], comment } },
      declaration: true,
    },
    { 'if-match': form.etag },
  );
  await until(
    () => contingent.get(`/v1/reviews/${review}`),
    ({ body }) => body.situation === 'signature',
  );
  await command(contingent, review, 'stages/verification/signatures', {
    agrees: false,
    disagreements: [{ criterion: 'INF-I2', reason: 'The clock was started late.' }],
  });
};

/** A review with returns, a director's decision, caveats, a disagreement, and a plan. */
const eventfulReview = async (cast: Cast): Promise<string> => {
  const { desk, field } = cast;
  const review = await opened(cast);
  await claimed(cast, review);
  await openForm(desk, review, 'evaluation');
  await upToVerification(cast, review, { evaluation: { 'INF-G2': 88, 'INF-D1': 'NI' } });
  await command(field, review, 'caveats', {
    undeclared: true,
    kind: 'area',
    description: 'Does not leave the district without an order from the capital.',
  });
  await found(cast, review);
  await closedView(desk, review);
  await command(desk, review, 'findings', {
    criterion: 'INF-I2',
    action: 'Repeat the casualty evacuation drill, with the helicopter.',
    owner: 'contributor',
    dueOn: tomorrow(),
  });
  await command(desk, review, 'comments', {
    text: 'The drill is looked at again before the rotation.',
    audience: 'everyone',
  });
  return review;
};

/** Reviews and mails for the pages to show. */
export const setScene = async (host: Awaited<ReturnType<typeof startHost>>): Promise<Places> => {
  const cast = await castOf(host.url);
  const review = await eventfulReview(cast);
  const open = await opened(cast);
  await host.remind();
  const [mail = ''] = readdirSync(join(host.folder, 'outbox'));
  return { review, open, mail };
};
