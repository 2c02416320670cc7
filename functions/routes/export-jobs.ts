import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import { startExport } from '../../adapters/executions.ts';
import { exportJobWrite, getExportJob } from '../../adapters/export-jobs.ts';
import { keepAnswer } from '../../adapters/idempotency.ts';
import type { ActingPerson } from '../../adapters/people.ts';
import { transact } from '../../adapters/table.ts';
import { type ExportJob, hasSameRights, jobExpiry, rightsOf } from '../../domain/export/job.ts';
import { Refusal } from '../../domain/refusal.ts';
import { fileNames } from '../export/file.ts';
import { JobQuery } from '../export/job-query.ts';
import { ExportJobView, jobView } from '../export/job-view.ts';
import { identityOf, personUnchanged } from '../http/command.ts';
import { once } from '../http/once.ts';
import { permit } from '../http/permission.ts';
import { problems } from '../http/problem.ts';
import { type Reply, route } from '../http/route.ts';

const Body = JobQuery.extend({
  files: z
    .array(z.enum(fileNames))
    .min(1)
    .max(fileNames.length)
    .refine((names) => new Set(names).size === names.length, 'each file once'),
});

const idOf = (hash: string): string =>
  createHash('sha256').update(`export-job\n${hash}`).digest('hex').slice(0, 20);

const place = (id: string): string => `export-job-${id}`;

export const startExportRoute = route({
  method: 'post',
  path: '/v1/exports',
  summary:
    'Have exports of any size written in the background: each data set and format that is named, to be fetched by a link for a day',
  action: 'export',
  wants: ['idempotency-key'],
  body: Body,
  status: 202,
  response: ExportJobView,
  handle: async (asked) => {
    const { person, body } = asked;
    permit(person, 'export');
    const { files, ...query } = body;
    const id = idOf(identityOf(asked).hash);
    const reply = await once(
      asked,
      () => place(id),
      async (identity) => {
        const made = timestamp();
        const job: ExportJob = {
          id,
          owner: person.id,
          ...(person.actsFor && { actsFor: person.actsFor.id }),
          rights: rightsOf(person),
          files,
          asked: query,
          made,
          expires: jobExpiry(made),
        };
        const waiting = files.map((file) => ({ file, bytes: 0, status: 'waiting' as const }));
        const { expires } = job;
        const view = { id, status: 'running' as const, made, expires, files: waiting };
        const answer = { status: 202, body: view, location: `/v1/exports/${id}` };
        await transact(
          [
            exportJobWrite(job),
            keepAnswer(place(id), identity, answer),
            ...personUnchanged(person),
          ],
          randomUUID(),
        );
        return answer;
      },
    );
    // A copy of the request starts it, too, where the first one died in between.
    await startExport(id, 0, files);
    return reply;
  },
});

/** An id of an export, which no file name is. */
export const ExportJobId = z
  .string()
  .regex(/^[0-9a-f]{20}$/, 'the name of a file, or the id of an export');

/** How far an export is, for whoever asked for it and has the same rights still; for all others it is not there. */
export const readExportJob = async (person: ActingPerson, id: string): Promise<Reply> => {
  const job = person.exportToken ? undefined : await getExportJob(id);
  const isOwn = job?.owner === person.id && job.actsFor === person.actsFor?.id;
  if (!job || !isOwn) throw new Refusal('not_found', problems.not_found[2]);
  if (hasSameRights(job, person)) return { body: await jobView(job) };
  throw new Refusal(
    'forbidden',
    'Your rights have changed since you asked for this export: ask for it again.',
  );
};
