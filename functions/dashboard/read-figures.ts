import { timestamp } from '../../adapters/clock.ts';
import { getBook, readFolded } from '../../adapters/figures.ts';
import { dayOf } from '../../domain/calendar-day.ts';
import { type Book, tallyFor } from '../../domain/dashboard/books.ts';
import { endOf } from '../../domain/dashboard/day-parts.ts';
import { type Scope, scopeName } from '../../domain/dashboard/scope.ts';
import { type Figures, figuresIn } from '../../domain/dashboard/selection.ts';
import { plus, type Tally } from '../../domain/dashboard/tally.ts';
import { Refusal } from '../../domain/refusal.ts';
import { instrumentOf } from '../machine-step.ts';
import { summariesIn } from './summaries-in.ts';

/** Figures, the instant of which they tell, and how sure they are. */
export interface Read {
  readonly figures: Figures;
  /** Whatever depends on the day is counted as of this instant. */
  readonly at: string;
  /** The day that was asked for, where it is not the present. */
  readonly asOf?: string | undefined;
  /** When all that had happened was last counted; absent before the first count. */
  readonly countedAt?: string | undefined;
  /** The day is not settled yet: what happened on it may still be missing. */
  readonly provisional: boolean;
}

const wrongDay = (detail: string): Refusal =>
  new Refusal('invalid_request', 'There are no figures of that day.', [
    { pointer: '/asOf', code: 'no_figures', detail },
  ]);

/** Of a State in one mission nothing is kept: its few reviews are counted when they are asked for. */
const countedNow = async (scope: Scope, book: Book, asOf: string | undefined): Promise<Tally> => {
  let tally: Tally = {};
  for await (const summary of summariesIn(scope, asOf))
    tally = plus(tally, tallyFor(book, summary, scope.eyes, instrumentOf(summary)));
  return tally;
};

const isKept = ({ contributor, mission }: Scope): boolean => !(contributor && mission);

/** The day asked for, where it is past; refused where nobody can know of it. */
const pastDay = (asOf: string | undefined, today: string, begun: string): string | undefined => {
  if (asOf === undefined || asOf === today) return undefined;
  if (asOf > today) throw wrongDay('That day is still to come.');
  if (asOf < begun) throw wrongDay(`Figures are kept from ${begun} on.`);
  return asOf;
};

const tallyIn = async (scope: Scope, book: Book, past: string | undefined, today: string) => {
  if (!isKept(scope)) return countedNow(scope, book, past);
  return (await getBook(scopeName(scope), book, past ?? today))?.tally ?? {};
};

/** The figures of a book in a scope: as they stand, or as they stood at the end of a day (UTC). */
export const readFigures = async (
  scope: Scope,
  book: Book,
  asOf: string | undefined,
): Promise<Read> => {
  const now = timestamp();
  const today = dayOf(now);
  const folded = await readFolded();
  const past = pastDay(asOf, today, folded?.begun ?? today);
  return {
    figures: figuresIn(await tallyIn(scope, book, past, today)),
    at: past ? endOf(past) : now,
    asOf: past,
    countedAt: folded?.countedAt,
    provisional: !folded || (past ?? today) >= folded.foldDay,
  };
};
