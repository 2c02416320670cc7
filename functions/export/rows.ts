import { timestamp } from '../../adapters/clock.ts';
import type { RowBatches } from '../../adapters/export/table-file.ts';
import type { ActingPerson } from '../../adapters/people.ts';
import { type Listing, listHeads } from '../../adapters/review-lists.ts';
import type { DataSet } from '../../domain/export/data-sets.ts';
import { missions } from '../../domain/reference/missions.ts';
import type { Head } from '../../domain/review.ts';
import { matches, type ReviewFilter, seesNone } from '../http/review-filter.ts';
import { sourceOf } from './source.ts';

/**
 * The indexes to read one after the other. Only such as are in the order of opening: there a review keeps
 * its place while it moves on, and is neither met twice nor missed.
 */
const listingsFor = (person: ActingPerson, filter: ReviewFilter): Listing[] => {
  const contributor = person.contributor ?? filter.contributor;
  if (contributor) return [{ by: 'contributor', contributor }];
  const mission = person.mission ?? filter.mission;
  if (mission) return [{ by: 'mission', mission }];
  return missions.map(({ acronym }) => ({ by: 'mission', mission: acronym }));
};

const pageSize = 100;

/** Every head that the filter asks for and that is this person's to see, page by page. */
async function* pagesOf(person: ActingPerson, filter: ReviewFilter): AsyncGenerator<Head[]> {
  if (seesNone(person)) return;
  for (const listing of listingsFor(person, filter)) {
    let last: string | undefined = '';
    while (last !== undefined) {
      const page: Awaited<ReturnType<typeof listHeads>> = await listHeads(listing, last, pageSize);
      yield page.heads.filter((head) => matches(head, person, filter));
      last = page.last;
    }
  }
}

const atOnce = 8;

/** The rows of a data set, of every review that the filter asks for and as this person may see it. */
export async function* rowsFor(
  person: ActingPerson,
  filter: ReviewFilter,
  set: DataSet,
): RowBatches & AsyncGenerator {
  const now = timestamp();
  for await (const heads of pagesOf(person, filter))
    for (let from = 0; from < heads.length; from += atOnce) {
      const some = heads.slice(from, from + atOnce);
      const sources = await Promise.all(some.map((head) => sourceOf(person, head, set, now)));
      yield sources.flatMap(set.rowsOf);
    }
}
