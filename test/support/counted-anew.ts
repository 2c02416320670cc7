import { getBook } from '../../adapters/figures.ts';
import { allReviews } from '../../adapters/review-lists.ts';
import { eventsOf } from '../../adapters/reviews.ts';
import { books, tallyFor } from '../../domain/dashboard/books.ts';
import { isInScope, type Scope, scopeName } from '../../domain/dashboard/scope.ts';
import { plus, type Tally } from '../../domain/dashboard/tally.ts';
import { summaryAfter } from '../../functions/dashboard/summary-at.ts';
import { instrumentOf } from '../../functions/machine-step.ts';

/** All scopes that reviews of RWA and GHA in MINUSCA and UNMISS count in. */
const everyScope: readonly Scope[] = [
  { eyes: 'secretariat' },
  ...['MINUSCA', 'UNMISS'].flatMap((mission): Scope[] => [
    { eyes: 'secretariat', mission },
    { eyes: 'mission', mission },
  ]),
  ...['RWA', 'GHA'].flatMap((contributor): Scope[] => [
    { eyes: 'secretariat', contributor },
    { eyes: 'contributor', contributor },
  ]),
];

const sorted = (tally: Tally) => Object.entries(tally).sort(([a], [b]) => (a < b ? -1 : 1));

/** Each book of each scope as it is kept by a day. */
export const keptBooks = async (day: string) => {
  const found: Record<string, unknown> = {};
  for (const scope of everyScope)
    for (const book of books)
      found[`${scopeName(scope)} ${book}`] = sorted(
        (await getBook(scopeName(scope), book, day))?.tally ?? {},
      );
  return found;
};

/** The same, counted at once from all records as they stood at an instant. */
export const booksAnew = async (until: string) => {
  const summaries = [];
  for (const id of await Array.fromAsync(allReviews())) {
    const events = (await Array.fromAsync(eventsOf(id))).filter(({ at }) => at <= until);
    if (events.length > 0) summaries.push(await summaryAfter(events));
  }
  const found: Record<string, unknown> = {};
  for (const scope of everyScope)
    for (const book of books)
      found[`${scopeName(scope)} ${book}`] = sorted(
        summaries
          .filter((summary) => isInScope(scope, summary))
          .reduce<Tally>(
            (sum, one) => plus(sum, tallyFor(book, one, scope.eyes, instrumentOf(one))),
            {},
          ),
      );
  return found;
};
