import { rowsOf } from '../../adapters/ledger.ts';
import { type ActingPerson, getPeople, type Person } from '../../adapters/people.ts';
import { type Listing, listHeads } from '../../adapters/review-lists.ts';
import { tellingsOf } from '../../adapters/tellings-of-person.ts';
import { readingSideOf, sideOf } from '../../domain/permissions.ts';
import type { Telling } from '../../domain/reminders/telling.ts';
import type { Head } from '../../domain/review.ts';
import { decisionOn } from './permission.ts';
import { type ReminderView, reminderView } from './reminder-view.ts';

/** What is asked of the ledger; `from` and `to` are instants or days, `to` beyond the last. */
export interface Wanted {
  readonly status?: Telling['status'] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** One page, and where the next one goes on; undefined on the last. */
export interface RemindersPage {
  readonly views: readonly ReminderView[];
  readonly last: string | undefined;
}

const whenOf = ({ sentAt, owedAt }: Telling): string => sentAt ?? owedAt;

const isWanted = (row: Telling, { status, from, to }: Wanted): boolean =>
  (!status || row.status === status) && (!from || whenOf(row) >= from) && (!to || whenOf(row) < to);

/** Whether somebody may read that this person was told: the Secretariat of all, a State and a mission of their own people. */
const isOwn = (asker: ActingPerson, recipient: Person | undefined): boolean => {
  const side = readingSideOf(asker);
  if (side === 'secretariat') return true;
  if (!recipient || !side || sideOf(recipient.role) !== side) return false;
  return side === 'contributor'
    ? recipient.contributor === asker.contributor
    : recipient.mission === asker.mission;
};

const viewsOf = async (
  asker: ActingPerson,
  rows: readonly Telling[],
  wanted: Wanted,
): Promise<{ row: Telling; view: ReminderView }[]> => {
  const asked = rows.filter((row) => isWanted(row, wanted));
  const people = await getPeople([...new Set(asked.map(({ recipient }) => recipient))]);
  return asked
    .filter(({ recipient }) => isOwn(asker, people.get(recipient)))
    .map((row) => ({ row, view: reminderView(row, people.get(row.recipient)) }));
};

const placeOf = (row: Telling): string =>
  `${row.owedAt}#${row.step}#${row.round}#${row.plan}#${row.rung}#${row.recipient}`;

/** What a person may read of the rows of one review, in the order in which they were owed. */
const ofReview = async (asker: ActingPerson, review: string, wanted: Wanted, after: string) =>
  (await viewsOf(asker, await rowsOf(review), wanted))
    .map((one) => ({ ...one, place: placeOf(one.row) }))
    .filter(({ place }) => place > after)
    .toSorted((a, b) => (a.place < b.place ? -1 : 1));

/** What a person may read of the rows of one review, with what names a row beside; in the order in which they were owed. */
export const tellingsShown = async (
  asker: ActingPerson,
  head: Head,
): Promise<(ReminderView & Pick<Telling, 'plan' | 'rung'>)[]> => {
  if (!decisionOn(asker, 'read-reminders', head).allowed) return [];
  const found = await ofReview(asker, head.id, {}, '');
  return found.map(({ view, row: { plan, rung } }) => ({ ...view, plan, rung }));
};

/** One page of one review. */
export const pageOfReview = async (
  asker: ActingPerson,
  { id }: Head,
  wanted: Wanted,
  after: string,
  limit: number,
): Promise<RemindersPage> => {
  const found = await ofReview(asker, id, wanted, after);
  const page = found.slice(0, limit);
  return {
    views: page.map(({ view }) => view),
    last: found.length > limit ? page.at(-1)?.place : undefined,
  };
};

/** One page of what a person was told and is owed themselves, of whichever review; what was dropped is not among it. */
export const pageOfPerson = async (
  asker: ActingPerson,
  wanted: Wanted,
  after: string,
  limit: number,
): Promise<RemindersPage> => {
  const { rows, last } = await tellingsOf(asker.actsFor?.id ?? asker.id, after, limit);
  const asked = rows.filter((row) => isWanted(row, wanted));
  return { views: asked.map((row) => reminderView(row, asker)), last };
};

/** The narrowest index of the reviews that are somebody's to see. */
const listingOf = ({ contributor, mission }: ActingPerson): Listing => {
  if (contributor) return { by: 'contributor', contributor };
  return mission ? { by: 'mission', mission } : { by: 'opening' };
};

const reviewsAtOnce = 10;
const batchesAtOnce = 5;

/** Where a page of many reviews ended: after which review, and how far into the next. */
const placeIn = (place: string): readonly [string, string] => {
  const [review = '', row = ''] = place.split('|');
  return [review, row];
};

const sortOf = ({ openedAt, id }: Head): string => `${openedAt}#${id}`;

interface Entry {
  readonly view: ReminderView;
  readonly place: string;
}

/** The entries of all reviews that a person may see, after a place; ends with where to go on, undefined after the last review. */
async function* entriesFrom(
  asker: ActingPerson,
  wanted: Wanted,
  place: string,
): AsyncGenerator<Entry, string | undefined> {
  let [after, within] = placeIn(place);
  for (let batch = 0; batch < batchesAtOnce; batch += 1) {
    const { heads, last } = await listHeads(listingOf(asker), after, reviewsAtOnce);
    for (const head of heads) {
      const { allowed } = decisionOn(asker, 'read-reminders', head);
      const found = allowed ? await ofReview(asker, head.id, wanted, within) : [];
      for (const { view, place: row } of found) yield { view, place: `${after}|${row}` };
      [after, within] = [sortOf(head), ''];
    }
    if (last === undefined) return undefined;
  }
  return `${after}|`;
}

/** One page over all reviews that a person may see; it may be short where much was read for little. */
export const pageOfAll = async (
  asker: ActingPerson,
  wanted: Wanted,
  place: string,
  limit: number,
): Promise<RemindersPage> => {
  const page: Entry[] = [];
  if (readingSideOf(asker) === undefined) return { views: [], last: undefined };
  const entries = entriesFrom(asker, wanted, place);
  for (;;) {
    const { value, done } = await entries.next();
    const views = page.map(({ view }) => view);
    if (done) return { views, last: value };
    if (page.length === limit) return { views, last: page.at(-1)?.place };
    page.push(value);
  }
};
