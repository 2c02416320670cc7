import * as z from 'zod';
import { readCursor, signCursor } from './cursor.ts';
import type { Reply } from './route.ts';

/** What a paged list may be asked for. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
});
type PageQuery = z.output<typeof PageQuery>;

/** The place after which the page begins; empty for the first page. */
export const pageStart = ({ cursor }: PageQuery, bound: string): string =>
  cursor ? readCursor(cursor, bound) : '';

/** A page as the wire has it; `path` may hold the query that the list is for, and `last` is where the next one goes on, undefined on the last page. */
export const pageReply = (
  path: string,
  { limit }: PageQuery,
  bound: string,
  items: readonly unknown[],
  last: string | undefined,
): Reply => {
  if (last === undefined) return { body: { items } };
  const next = signCursor(last, bound);
  return {
    body: { items, next },
    link: `<${path}${path.includes('?') ? '&' : '?'}limit=${limit}&cursor=${next}>; rel="next"`,
  };
};
