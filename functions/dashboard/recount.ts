import {
  bookAfter,
  bookWrite,
  type Folded,
  getBook,
  type Kept,
  sameDay,
  summaryWrite,
} from '../../adapters/figures.ts';
import { transactUnlessMoved } from '../../adapters/table.ts';
import { type Book, books, tallyFor } from '../../domain/dashboard/books.ts';
import { scopeName, scopesOf } from '../../domain/dashboard/scope.ts';
import type { Summary } from '../../domain/dashboard/summary.ts';
import { isEmpty, minus, plus, type Tally } from '../../domain/dashboard/tally.ts';
import { instrumentOf } from '../machine-step.ts';

/** A review as it was counted, and as it is to be counted now. */
export interface Recount {
  readonly before: Summary | undefined;
  readonly after: Summary;
}

/** Somebody else has counted meanwhile: what was read is not how it stands. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

interface Entry {
  readonly scope: string;
  readonly book: Book;
  readonly added: Tally;
}

const nothing: Tally = {};

/** What a recount adds to each book of each scope; books that it leaves as they are, are left out. */
const entriesOf = ({ before, after }: Recount): Entry[] =>
  scopesOf(after).flatMap((scope) =>
    books.flatMap((book) => {
      const of = (summary: Summary | undefined): Tally =>
        summary ? tallyFor(book, summary, scope.eyes, instrumentOf(summary)) : nothing;
      const added = minus(of(after), of(before));
      return isEmpty(added) ? [] : [{ scope: scopeName(scope), book, added }];
    }),
  );

type Entries = Map<string, Entry>;

const nameOf = ({ scope, book }: Entry): string => `${scope} ${book}`;

const withAll = (entries: Entries, more: readonly Entry[]): Entries => {
  const together = new Map(entries);
  for (const entry of more) {
    const name = nameOf(entry);
    const known = together.get(name);
    together.set(name, known ? { ...entry, added: plus(known.added, entry.added) } : entry);
  }
  return together;
};

/** The books that a count has read or written: what they are now, unless somebody else counts. */
export type KnownBooks = Map<string, Kept | undefined>;

const bookAt = async (entry: Entry, day: string, known: KnownBooks): Promise<Kept | undefined> => {
  const name = nameOf(entry);
  if (!known.has(name))
    known.set(name, await getBook(entry.scope, entry.book, day, { consistent: true }));
  return known.get(name);
};

/** Summaries and books change in one transaction, on the day that they are at, or not at all. */
const commit = async (
  recounts: readonly Recount[],
  entries: Entries,
  folded: Folded,
  known: KnownBooks,
): Promise<void> => {
  const { foldDay: day } = folded;
  const changes = await Promise.all(
    [...entries.values()].map(async (entry) => {
      const seen = await bookAt(entry, day, known);
      return {
        entry,
        seen,
        after: bookAfter(seen, day, plus(seen?.tally ?? nothing, entry.added)),
      };
    }),
  );
  const written = changes.map(({ entry: { scope, book }, seen, after }) =>
    bookWrite(scope, book, after, seen),
  );
  const summaries = recounts.map(({ after, before }) => summaryWrite(after, before));
  if (!(await transactUnlessMoved([sameDay(folded), ...summaries, ...written])))
    throw new Overtaken('somebody else is counting');
  for (const { entry, after } of changes) known.set(nameOf(entry), after);
};

// A transaction holds a hundred items.
const mostItems = 90;

/** Counts these reviews anew, as many as fit at a time. Throws Overtaken when somebody else did meanwhile. */
export const recount = async (
  recounts: readonly Recount[],
  folded: Folded,
  known: KnownBooks,
): Promise<void> => {
  let batch: Recount[] = [];
  let entries: Entries = new Map();
  for (const one of recounts) {
    const together = withAll(entries, entriesOf(one));
    if (batch.length > 0 && batch.length + 1 + together.size > mostItems) {
      await commit(batch, entries, folded, known);
      batch = [];
      entries = withAll(new Map(), entriesOf(one));
    } else entries = together;
    batch.push(one);
  }
  if (batch.length > 0) await commit(batch, entries, folded, known);
};
