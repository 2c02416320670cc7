import * as z from 'zod';
import { getExportJob } from '../adapters/export-jobs.ts';
import { giveUpFile, writeFile } from './export/write-file.ts';
import { task } from './front-door.ts';

const Payload = z.object({
  job: z.string(),
  file: z.string(),
  givenUp: z.boolean().optional(),
});

/** Writes one file of one export, or notes that it cannot be written. Once that is settled, it does nothing. */
export const handler = task('write-export', Payload, async ({ job: id, file, givenUp }) => {
  const job = await getExportJob(id);
  if (!job?.files.includes(file)) return { written: false };
  return { written: await (givenUp ? giveUpFile(job, file) : writeFile(job, file)) };
});
