import { randomUUID } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import { ask, bodyOf, hostUrl, type Reply, refusalText } from './api-client.ts';
import { closedReviews, type Review } from './closed-reviews.ts';
import { CommandFailed } from './command-failed.ts';
import {
  isAsWanted,
  Preview,
  type Recomputed,
  recomputedLine,
  recomputedTotals,
} from './recompute-text.ts';
import { secretariatToken } from './secretariat-token.ts';

interface Options {
  readonly instrument: string;
  readonly to: number;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

interface Session {
  readonly url: string;
  readonly token: string;
}

const pathOf = ({ id }: Review) => `/v1/reviews/${id}/recomputations`;

const requireAllowed = (reply: Reply): void => {
  if (reply.status === 401 || reply.status === 403)
    throw new CommandFailed(
      `${refusalText(reply)} A preview is the Secretariat's, an approval a director's.`,
      'npm run ora -- token --role director',
    );
};

/** The difference for one review; without a dry run, approved if the version is another. */
const recomputed = async (
  { url, token }: Session,
  review: Review,
  { to, dryRun }: Options,
): Promise<Recomputed> => {
  const asked = { method: 'POST', path: pathOf(review), token } as const;
  const shown = await ask(url, { ...asked, body: { toVersion: to } });
  requireAllowed(shown);
  if (shown.status >= 400) return { review, refused: refusalText(shown) };
  const preview = bodyOf(shown, Preview);
  if (dryRun || preview.from === preview.to) return { review, preview, approved: false };
  const approval = await ask(url, {
    ...asked,
    body: { toVersion: to, approve: preview.digest },
    key: randomUUID(),
    match: shown.etag,
  });
  requireAllowed(approval);
  if (approval.status >= 400) return { review, refused: refusalText(approval) };
  return { review, preview, approved: true };
};

/** Refuses a version that there is not, before any review is read. */
const requireVersion = async ({ url, token }: Session, { instrument, to }: Options) => {
  const path = `/v1/instruments/${encodeURIComponent(instrument)}/${to}`;
  const reply = await ask(url, { path, token });
  requireAllowed(reply);
  if (reply.status >= 400)
    throw new CommandFailed(
      `There is no version ${to} of ${instrument}.`,
      `curl -H "authorization: Bearer $ORA_TOKEN" ${url}/v1/instruments`,
    );
};

const recomputeAll = async (session: Session, options: Options): Promise<Recomputed[]> => {
  const all: Recomputed[] = [];
  for await (const review of closedReviews(session.url, session.token)) {
    if (review.instrument.id !== options.instrument) continue;
    const one = await recomputed(session, review, options);
    if (!options.json && !isAsWanted(one)) console.log(recomputedLine(one));
    all.push(one);
    if (all.length % 50 === 0) console.error(`${all.length} reviews so far`);
  }
  return all;
};

const recompute = async (options: Options): Promise<void> => {
  const url = hostUrl();
  const token = await secretariatToken(url, options.dryRun ? 'evaluator' : 'director');
  await requireVersion({ url, token }, options);
  const all = await recomputeAll({ url, token }, options);
  const totals = recomputedTotals(all);
  if (options.json)
    console.log(
      JSON.stringify({ ...totals, items: all.filter((one) => !isAsWanted(one)) }, null, 2),
    );
  console.error(
    `${totals.reviews} closed reviews: ${totals.scoreChanges} scores and ${totals.ratingChanges} ratings differ; ${totals.approved} approved, ${totals.refused} refused.${totals.asWanted > 0 ? ` ${totals.asWanted} not listed: version ${options.to} scored them already.` : ''}`,
  );
  if (totals.refused > 0) process.exitCode = 1;
};

const versionNumber = (value: string): number => {
  if (/^[1-9]\d{0,3}$/.test(value)) return Number(value);
  throw new InvalidArgumentError('Wanted: the number of a version.');
};

/** `ora recompute`: what another version of an instrument makes of every verdict; approves it unless told not to. */
export const addRecompute = (program: Command): void => {
  program
    .command('recompute')
    .description('what another version of an instrument makes of each verdict, and approve it')
    .requiredOption('--instrument <id>', 'the instrument, such as infantry-battalion')
    .requiredOption(
      '--to <version>',
      'the version whose scale, weights and bands count',
      versionNumber,
    )
    .option('--dry-run', 'show the difference per review, approve nothing')
    .option('--json', 'print the differences as JSON')
    .action(recompute);
};
