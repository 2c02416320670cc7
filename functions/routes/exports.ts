import * as z from 'zod';
import { narrowedBy } from '../../domain/export/token.ts';
import { Language } from '../../domain/language.ts';
import { atOnce } from '../export/at-once.ts';
import { exportFile, fileNames, setsIn } from '../export/file.ts';
import { mediaTypes } from '../export/formats.ts';
import { ExportJobView } from '../export/job-view.ts';
import { isUnchanged } from '../http/etag.ts';
import { permit } from '../http/permission.ts';
import { reviewFilter } from '../http/review-filter.ts';
import { route } from '../http/route.ts';
import { ExportJobId, readExportJob } from './export-jobs.ts';

const Query = z.strictObject({
  ...reviewFilter,
  /** `ar`: a workbook whose sheets run from right to left. */
  lang: Language.optional(),
  /** Whether a CSV file begins with a byte order mark, by which Excel knows UTF-8; yes unless told. */
  bom: z.stringbool().optional(),
  /** An export token; it may also be the password of Basic credentials. */
  token: z.string().max(100).optional(),
});

export const exportRoute = route({
  method: 'get',
  path: '/v1/exports/{file}',
  summary:
    'Take a data set as a file, with what is yours to see of the reviews that the filter asks for; by the id of an export in the background, how far it is, with links to its files',
  action: 'export',
  takesExportToken: true,
  params: z.object({ file: z.union([z.enum(fileNames), ExportJobId]) }),
  query: Query,
  status: 200,
  response: ExportJobView,
  files: mediaTypes,
  handle: async ({ person, params: { file }, query, headers }) => {
    permit(person, 'export');
    if (ExportJobId.safeParse(file).success) return readExportJob(person, file);
    const { lang, bom, token: _, ...filter } = query;
    const narrowed = narrowedBy(person.exportToken, setsIn(file), filter);
    const written = exportFile(file, person, narrowed, { lang, bom });
    const { bytes, etag, headers: told } = await atOnce(written, headers);
    const unchanged = isUnchanged(headers, etag);
    return {
      status: unchanged ? 304 : 200,
      etag,
      body: undefined,
      file: { bytes: unchanged ? null : bytes, headers: told },
    };
  },
});
