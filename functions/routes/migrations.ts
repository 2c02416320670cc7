import * as z from 'zod';
import { putAnswers } from '../../adapters/answers.ts';
import { mappedDraft } from '../../adapters/drafts.ts';
import type { Write } from '../../adapters/table.ts';
import { ReturnedCriterion } from '../../domain/facts/stage-facts.ts';
import type { Instrument } from '../../domain/instrument.ts';
import type { Head } from '../../domain/review.ts';
import { Stage, stages } from '../../domain/stages.ts';
import { mapAnswers } from '../../domain/versions/map-answers.ts';
import {
  type Migration,
  migrateInstrument,
  migrationOf,
  requireMigratable,
} from '../../domain/versions/migration.ts';
import { change, visibleReview } from '../http/command.ts';
import { reviewTag } from '../http/etag.ts';
import { returnedOf } from '../http/form.ts';
import { permit } from '../http/permission.ts';
import { answerReceipt, Receipt } from '../http/receipt.ts';
import { route } from '../http/route.ts';
import { Digest, digestOf, requireApproved, ToVersion, versionsTo } from '../http/versions.ts';
import { submittedAnswers } from '../http/voices.ts';

const Fate = z.object({
  criterion: z.string(),
  from: z.array(z.string()),
  outcome: z.enum(['kept', 'renamed', 'split', 'merged', 'rescaled', 'dropped', 'needs_answer']),
});

const Preview = z
  .object({
    from: z.int(),
    to: z.int(),
    /** What becomes of each criterion, by stage. */
    criteria: z.record(Stage, z.array(Fate)),
    scores: z.partialRecord(Stage, z.object({ before: z.number().optional(), after: z.number() })),
    returned: z.array(ReturnedCriterion).optional(),
    /** What stands in the way: empty when it can be approved. */
    obstacles: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })),
    digest: Digest,
  })
  .meta({ id: 'Migration' });

const planOf = async (
  head: Head,
  path: readonly [Instrument, ...Instrument[]],
): Promise<{ migration: Migration; digest: string }> => {
  requireMigratable(head, path.at(-1) ?? path[0]);
  const submitted = await submittedAnswers(head);
  const returned = await returnedOf(head, 'self-assessment');
  const migration = migrationOf(head, path, { submitted, returned });
  return { migration, digest: digestOf(head.id, migration) };
};

/** Writes the mapped answers, before the event that names them; what was submitted stays. */
const putMapped = async (head: Head, { answers }: Migration) => {
  const names: Partial<Record<Stage, string>> = {};
  for (const stage of stages) {
    const given = answers[stage];
    if (given) names[stage] = await putAnswers({ ...head, stage }, given);
  }
  return names;
};

/** The drafts of the open stage and of those after it, mapped: an earlier round's may be gone on with. */
const mappedDrafts = async (head: Head, path: readonly Instrument[]): Promise<Write[]> => {
  const writes: Write[] = [];
  const open = stages.slice(stages.indexOf(head.stage));
  for (const stage of open)
    for (const round of [head.round, head.round - 1])
      writes.push(
        await mappedDraft(head.id, stage, round, (answers) => mapAnswers(path, stage, answers)),
      );
  return writes;
};

const shown = (head: Head, { from, to, fates, scores, returned, obstacles }: Migration) => ({
  from,
  to,
  criteria: fates,
  scores: Object.fromEntries(
    Object.entries(scores).map(([stage, { score }]) => [
      stage,
      { before: head.scores[stage as Stage], after: score },
    ]),
  ),
  ...(returned && { returned }),
  obstacles,
});

export const migrationRoute = route({
  method: 'post',
  path: '/v1/reviews/{id}/migrations',
  summary:
    'See what moving an open review to a later version of its instrument does; with `approve`, the digest of that preview, it moves',
  action: 'preview-migration',
  toApprove: ['idempotency-key', 'if-match'],
  params: z.object({ id: z.string() }),
  body: z
    .strictObject({
      toVersion: ToVersion,
      dryRun: z.literal(true).optional(),
      approve: Digest.optional(),
    })
    .refine(({ dryRun, approve }) => !dryRun || approve === undefined, {
      error: 'either a dry run or an approval',
      path: ['dryRun'],
    }),
  status: 200,
  response: z.union([Preview, Receipt]),
  handle: async (asked) => {
    const { id } = asked.params;
    const { toVersion, approve } = asked.body;
    if (approve !== undefined)
      return change(asked, id, {
        action: 'migrate',
        decide: async (head, _, by) => {
          const { migration, digest } = await planOf(head, versionsTo(head, toVersion));
          requireApproved(approve, digest);
          const names = migration.obstacles.length > 0 ? {} : await putMapped(head, migration);
          return migrateInstrument(head, migration, names, digest, by);
        },
        beside: (head) => mappedDrafts(head, versionsTo(head, toVersion)),
        answer: answerReceipt,
      });
    const head = await visibleReview(asked.person, id);
    permit(asked.person, 'preview-migration', head);
    const { migration, digest } = await planOf(head, versionsTo(head, toVersion));
    return { body: { ...shown(head, migration), digest }, etag: reviewTag(head.version) };
  },
});
