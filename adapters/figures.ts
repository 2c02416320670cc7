import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import * as z from 'zod';
import { Summary } from '../domain/dashboard/summary.ts';
import type { Tally } from '../domain/dashboard/tally.ts';
import { Day, Instant } from '../domain/text.ts';
import { bookKey, foldKey, summaryKey } from './keys.ts';
import { absent, getItem, getItems, queryPage, versionIs, type Write } from './table.ts';

// Mostly names that repeat: a tenth is left, and a book of ten thousand reviews is one cheap read.
const packed = (value: unknown): Uint8Array =>
  brotliCompressSync(JSON.stringify(value), {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: 9,
    },
  });

const unpacked = (bytes: Uint8Array): unknown =>
  JSON.parse(brotliDecompressSync(bytes).toString('utf8'));

const Packed = z.object({ packed: z.instanceof(Uint8Array) });
// Keys in order and apart from their numbers: so they shrink to half of what an object does.
const Columns = z.tuple([z.string(), z.array(z.number())]);

const inColumns = (tally: Tally): z.output<typeof Columns> => {
  const cells = Object.entries(tally).sort(([one], [other]) => (one < other ? -1 : 1));
  return [cells.map(([key]) => key).join('\n'), cells.map(([, value]) => value)];
};

const fromColumns = (stored: unknown): Tally => {
  const [keys, values] = Columns.parse(stored);
  if (values.length === 0) return {};
  return Object.fromEntries(keys.split('\n').map((key, place) => [key, values[place] ?? 0]));
};

/** The summaries of these reviews, by id, as the figures last counted them. */
export const getSummaries = async (reviews: readonly string[]): Promise<Map<string, Summary>> => {
  const found = new Map<string, Summary>();
  for (let from = 0; from < reviews.length; from += 100)
    for (const item of await getItems(reviews.slice(from, from + 100).map(summaryKey))) {
      const summary = Summary.parse(unpacked(Packed.parse(item).packed));
      found.set(summary.id, summary);
    }
  return found;
};

/** Puts a summary in the place of the one that was seen, or of none. */
export const summaryWrite = (after: Summary, before: Summary | undefined): Write => ({
  name: 'summary',
  put: { ...summaryKey(after.id), n: after.n, packed: packed(after) },
  condition: before ? { expression: 'n = :n', values: { ':n': before.n } } : absent,
});

/** A book of figures as it stood at the end of a day, or stands. */
export interface Kept {
  readonly day: string;
  readonly version: number;
  readonly tally: Tally;
}

const Stored = Packed.extend({ version: z.int(), sk: z.string() });

/** The figures of a scope by a day: of that day, or the latest before it; undefined while there were none. */
export const getBook = async (
  scope: string,
  book: string,
  day: string,
  { consistent = false } = {},
): Promise<Kept | undefined> => {
  const { pk, sk: last } = bookKey(scope, book, day);
  const { items } = await queryPage({
    KeyConditionExpression: 'pk = :scope AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: { ':scope': pk, ':first': `${book}#`, ':last': last },
    ScanIndexForward: false,
    Limit: 1,
    ConsistentRead: consistent,
  });
  if (!items[0]) return undefined;
  const { packed: bytes, version, sk } = Stored.parse(items[0]);
  return {
    day: sk.slice(book.length + 1),
    version,
    tally: fromColumns(unpacked(bytes)),
  };
};

/** A book as it is to stand on a day, after what was seen. */
export const bookAfter = (seen: Kept | undefined, day: string, tally: Tally): Kept => ({
  day,
  version: seen?.day === day ? seen.version + 1 : 1,
  tally,
});

/** Puts a book in the place of what was seen of that day; what stood on a day before stays. */
export const bookWrite = (
  scope: string,
  book: string,
  { day, version, tally }: Kept,
  seen: Kept | undefined,
): Write => ({
  name: 'book',
  put: { ...bookKey(scope, book, day), version, packed: packed(inColumns(tally)) },
  condition: seen?.day === day ? versionIs(seen.version) : absent,
});

/**
 * How far the figures were counted. `foldDay`: the day that they are at; those before are settled for good.
 * `begun`: the first day of which they tell. `countedAt`: when all that had happened was last counted; absent
 * until it was for the first time.
 */
const Folded = z.object({
  foldDay: Day,
  begun: Day,
  countedAt: Instant.optional(),
});
export type Folded = z.output<typeof Folded>;

export const getFolded = async (): Promise<Folded | undefined> => {
  const item = await getItem(foldKey());
  return item && Folded.parse(item);
};

/** The same for whoever only tells of it: maybe moments old, as the figures are, and at half the price. */
export const readFolded = async (): Promise<Folded | undefined> => {
  const { items } = await queryPage({
    KeyConditionExpression: 'pk = :folded',
    ExpressionAttributeValues: { ':folded': foldKey().pk },
    Limit: 1,
  });
  return items[0] && Folded.parse(items[0]);
};

/** Nobody has moved the figures on to another day. */
const dayIs = (day: string) => ({
  expression: 'foldDay = :day',
  values: { ':day': day },
});

export const foldedWrite = (after: Folded, before: Folded | undefined): Write => ({
  name: 'folded',
  put: { ...foldKey(), ...after },
  condition: before ? dayIs(before.foldDay) : absent,
});

/** That the figures are still at this day, whoever writes them. */
export const sameDay = ({ foldDay }: Folded): Write => ({
  name: 'folded',
  check: foldKey(),
  condition: dayIs(foldDay),
});
