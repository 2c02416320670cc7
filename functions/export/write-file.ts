import { timestamp } from '../../adapters/clock.ts';
import { exportFiles } from '../../adapters/export-files.ts';
import { filesOfJob, newFileKey, tellFile } from '../../adapters/export-jobs.ts';
import type { ExportJob, JobFile } from '../../domain/export/job.ts';
import { Refusal } from '../../domain/refusal.ts';
import { permit } from '../http/permission.ts';
import { type ExportFile, exportFile } from './file.ts';
import { jobOwner } from './job-owner.ts';
import { JobQuery } from './job-query.ts';

const everyMs = 2000;

/** The same bytes; tells of the progress now and then, and stops where somebody else has settled the file. */
async function* telling(written: ExportFile, told: JobFile): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  let last = performance.now();
  for await (const chunk of written.chunks) {
    bytes += chunk.length;
    yield chunk;
    if (performance.now() - last < everyMs) continue;
    last = performance.now();
    const rows = written.manifest?.().rows;
    await tellFile({ ...told, at: timestamp(), bytes, ...(rows !== undefined && { rows }) });
  }
}

const beginning = ({ id }: ExportJob, file: string): JobFile => ({
  job: id,
  file,
  status: 'writing',
  at: timestamp(),
  bytes: 0,
});

/** Writes the file to a place of its own, and names that place unless another attempt did so first. */
const attempt = async (job: ExportJob, file: string): Promise<boolean> => {
  const owner = await jobOwner(job);
  permit(owner, 'export');
  const { lang, bom, ...filter } = JobQuery.parse(job.asked);
  const written = exportFile(file, owner, filter, { lang, bom });
  const told = beginning(job, file);
  const files = await exportFiles();
  const key = newFileKey(job.id, file);
  const bytes = await files.write(key, telling(written, told));
  const { rows, sha256 } = written.manifest?.() ?? {};
  const settled = await tellFile({
    ...told,
    status: 'written',
    at: timestamp(),
    key,
    bytes,
    ...(rows !== undefined && { rows, rowsSha256: sha256 }),
  });
  if (!settled) await files.discard(key);
  return settled;
};

/**
 * Writes one file of an export as its owner may see it now. False where it was settled before, by this or
 * another execution. A refusal, such as of a workbook with too many rows, is kept and told to who asks.
 */
export const writeFile = async (job: ExportJob, file: string): Promise<boolean> => {
  if (!(await tellFile(beginning(job, file)))) return false;
  try {
    return await attempt(job, file);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code = error.code, detail = error.message } = error.errors[0] ?? {};
    await tellFile({ ...beginning(job, file), status: 'failed', problem: { code, detail } });
    return false;
  }
};

/** Notes that a file cannot be written, after every try. */
export const giveUpFile = async (job: ExportJob, file: string): Promise<boolean> => {
  const before = (await filesOfJob(job)).get(file) ?? beginning(job, file);
  const detail = 'The file could not be written in time: narrow the filter, and ask again.';
  const problem = { code: 'given_up', detail };
  await tellFile({ ...before, at: timestamp(), status: 'failed', problem });
  return false;
};
