import { createHash } from 'node:crypto';
import * as z from 'zod';
import { csvOf } from '../../adapters/export/csv.ts';
import { publishedQuarters } from '../../adapters/public-quarters.ts';
import { filtered, pageOf } from '../../domain/public-data/asked.ts';
import { PublicDataSetName } from '../../domain/public-data/data-sets.ts';
import { metadataOf } from '../../domain/public-data/metadata.ts';
import { type PublicRow, publicRows, tagsOf } from '../../domain/public-data/rows.ts';
import { isUnchanged } from '../http/etag.ts';
import { openRoute, type Reply } from '../http/route.ts';

const csvType = 'text/csv; charset=utf-8; header=present';
const jsonType = 'application/json';

/** A file for everybody, which caches on the way may keep for an hour and pages of other sites may read. */
const openFile = (asked: Headers, text: string, type: string): Reply => {
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
  const isKnown = isUnchanged(asked, etag);
  return {
    status: isKnown ? 304 : 200,
    etag,
    body: undefined,
    file: {
      bytes: isKnown ? null : Uint8Array.from(Buffer.from(text)),
      headers: {
        'content-type': type,
        'cache-control': 'public, max-age=3600',
        'access-control-allow-origin': '*',
      },
    },
  };
};

type Tags = Readonly<Record<string, string>>;

const cellsOf = (rows: readonly PublicRow[], tags: Tags) =>
  rows.map((row) => Object.keys(tags).map((column) => row[column] ?? null));

const written = {
  json: (rows: readonly PublicRow[]) => JSON.stringify(rows),
  csv: (rows: readonly PublicRow[], tags: Tags) => csvOf(Object.keys(tags), cellsOf(rows, tags)),
  hxl: (rows: readonly PublicRow[], tags: Tags) =>
    csvOf(Object.keys(tags), [Object.values(tags), ...cellsOf(rows, tags)]),
} as const;

const count = z.coerce.number().int().min(1).max(100_000);

export const publicDataRoute = openRoute({
  method: 'get',
  path: '/public/data/{dataset}/{format}',
  summary:
    'Take public figures by mission and closed quarter, in the grammar of the UN Peace and Security Data Hub',
  params: z.object({ dataset: PublicDataSetName, format: z.enum(['json', 'csv', 'hxl']) }),
  query: z.strictObject({
    per_page: count.optional(),
    page_num: count.default(1),
    filter: z.string().min(1).max(500).optional(),
  }),
  status: 200,
  response: z.unknown(),
  files: [jsonType, 'text/csv'],
  handle: async ({ params: { dataset, format }, query, headers }) => {
    const tags = tagsOf(dataset);
    const all = publicRows(dataset, await publishedQuarters(dataset));
    const rows = query.filter ? filtered(all, query.filter, Object.keys(tags)) : all;
    const page = pageOf(rows, query.per_page, query.page_num);
    return openFile(headers, written[format](page, tags), format === 'json' ? jsonType : csvType);
  },
});

export const publicMetadataRoute = openRoute({
  method: 'get',
  path: '/public/metadata/{dataset}',
  summary: 'Read what a public data set is, or with `all` which there are',
  params: z.object({ dataset: z.enum([...PublicDataSetName.options, 'all']) }),
  query: z.strictObject({}),
  status: 200,
  response: z.unknown(),
  files: [jsonType],
  handle: async ({ params: { dataset }, headers }) => {
    const names = dataset === 'all' ? PublicDataSetName.options : [dataset];
    const told = await Promise.all(
      names.map(async (name) => metadataOf(name, await publishedQuarters(name))),
    );
    return openFile(headers, JSON.stringify(told), jsonType);
  },
});
