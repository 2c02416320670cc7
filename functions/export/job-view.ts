import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import { startExport } from '../../adapters/executions.ts';
import { exportFiles } from '../../adapters/export-files.ts';
import { filesOfJob } from '../../adapters/export-jobs.ts';
import { type ExportJob, JobFile } from '../../domain/export/job.ts';
import { mediaTypeOf } from './formats.ts';

const FileView = JobFile.omit({ job: true, at: true, key: true })
  .extend({
    status: z.enum(['waiting', 'writing', 'written', 'failed', 'expired']),
    url: z.string().optional(),
    expiresAt: z.string().optional(),
  })
  .meta({ id: 'ExportJobFile' });

/** An export in the background, as it stands: each file with a link once it is written. */
export const ExportJobView = z
  .object({
    id: z.string(),
    status: z.enum(['running', 'done', 'expired']),
    made: z.string(),
    expires: z.string(),
    files: z.array(FileView),
  })
  .meta({ id: 'ExportJob' });
type View = z.output<typeof ExportJobView>;

const linked = async (found: JobFile): Promise<View['files'][number]> => {
  const { job: _, at: _at, key, ...shown } = found;
  if (found.status !== 'written' || !key) return shown;
  const named = { name: `ora-${found.file}`, type: mediaTypeOf(found.file) };
  return { ...shown, ...(await (await exportFiles()).downloadLink(key, named)) };
};

const expired = async (found: JobFile | undefined, file: string) => {
  if (found?.key) await (await exportFiles()).discard(found.key);
  return { file, bytes: found?.bytes ?? 0, status: 'expired' } as const;
};

// A task tells every two seconds how far it is, and is tried again within half a minute.
const silence = 120_000;

/** Starts what is not settled anew where nothing was heard of it: an execution that died with its host, say. */
const carriedOn = async (job: ExportJob, found: ReadonlyMap<string, JobFile>): Promise<void> => {
  const heard = [job.made, ...[...found.values()].map(({ at }) => at)].toSorted().at(-1) ?? '';
  if (Date.parse(timestamp()) - Date.parse(heard) < silence) return;
  const left = job.files.filter((file) => (found.get(file)?.status ?? 'writing') === 'writing');
  const run = Math.floor((Date.parse(timestamp()) - Date.parse(job.made)) / silence);
  if (left.length > 0) await startExport(job.id, run, left);
};

/** The job as its owner is shown it; whoever has other rights by now is not to be asked for here. */
export const jobView = async (job: ExportJob): Promise<View> => {
  const { id, made, expires, files } = job;
  const found = await filesOfJob(job);
  const isOver = timestamp() >= expires;
  if (!isOver) await carriedOn(job, found);
  const shown = await Promise.all(
    files.map(async (file) => {
      const known = found.get(file);
      if (isOver) return expired(known, file);
      return known ? linked(known) : ({ file, bytes: 0, status: 'waiting' } as const);
    }),
  );
  const isRunning = shown.some(({ status }) => status === 'waiting' || status === 'writing');
  const going = isRunning ? 'running' : 'done';
  return { id, status: isOver ? 'expired' : going, made, expires, files: shown };
};
