import { randomUUID } from 'node:crypto';
import { ExportJob, JobFile } from '../domain/export/job.ts';
import { exportFileKey, exportJobKey } from './keys.ts';
import {
  absent,
  type Condition,
  getItem,
  getItems,
  LostCondition,
  putItem,
  type Write,
} from './table.ts';

/** A job by its id, or undefined. */
export const getExportJob = async (id: string): Promise<ExportJob | undefined> => {
  const item = await getItem(exportJobKey(id));
  return item && ExportJob.parse(item);
};

/** Adds a job. */
export const exportJobWrite = (job: ExportJob): Write => ({
  name: 'export-job',
  put: { ...exportJobKey(job.id), ...job },
  condition: absent,
});

/** What is known of the files of a job that were begun. */
export const filesOfJob = async ({ id, files }: ExportJob): Promise<Map<string, JobFile>> => {
  const items = await getItems(files.map((file) => exportFileKey(id, file)));
  return new Map(items.map((item) => JobFile.parse(item)).map((file) => [file.file, file]));
};

const unsettled: Condition = {
  expression: 'attribute_not_exists(pk) OR #status = :writing',
  names: { '#status': 'status' },
  values: { ':writing': 'writing' },
};

/** Says how far a file is; false where it is written already, or was given up: then nothing changes any more. */
export const tellFile = async (file: JobFile): Promise<boolean> => {
  try {
    await putItem({ ...exportFileKey(file.job, file.file), ...file }, unsettled);
    return true;
  } catch (error) {
    if (error instanceof LostCondition) return false;
    throw error;
  }
};

/** A place of its own for each attempt at a file, so that two of them never write into each other. */
export const newFileKey = (job: string, file: string): string =>
  `exports/${job}/${randomUUID()}/${file}`;
