import { timestamp } from '../../adapters/clock.ts';
import { dayOf } from '../../domain/calendar-day.ts';
import type { Book } from '../../domain/dashboard/books.ts';
import { sideOf } from '../../domain/permissions.ts';
import { missions } from '../../domain/reference/missions.ts';
import { localTime } from '../../domain/reminders/local-time.ts';
import type { DashboardView, FigureView } from '../../web/figure-view.ts';
import type { Phrases } from '../phrases.ts';
import { shortDay } from '../reminders/due-words.ts';
import { Dashboard } from '../routes/dashboard.ts';
import { addresses, askedFor } from './asked-for.ts';
import { behindOf } from './behind-view.ts';
import { type Row, type Teller, tellerOf } from './figure-teller.ts';
import * as followUp from './follow-up-views.ts';
import * as gap from './gap-views.ts';
import * as readiness from './readiness-views.ts';
import type { Asked } from './show-page.ts';
import * as standing from './standing-views.ts';

type RowsOf = (id: string) => readonly Row[];

const figuresOf: Record<Book, (rowsOf: RowsOf, teller: Teller) => FigureView[]> = {
  standing: (rowsOf, teller) => [
    standing.verdicts(rowsOf('verdicts'), teller),
    standing.coverage(rowsOf('coverage'), teller),
    standing.received(rowsOf('received'), teller),
    standing.pipeline(rowsOf('pipeline'), teller),
    standing.deployments(rowsOf('deployments'), teller),
    followUp.overdue(rowsOf('overdue'), teller),
    followUp.expected(rowsOf('forecast'), rowsOf('course'), teller),
    followUp.equipment(rowsOf('equipment'), teller),
    followUp.equipmentByMission(rowsOf('equipmentByMission'), teller),
    followUp.plan(rowsOf('plan'), teller),
    followUp.planOverdue(rowsOf('planOverdue'), teller),
    followUp.caveats(rowsOf('caveats'), teller),
    followUp.certificates(rowsOf('certificates'), teller),
    standing.womensShare(rowsOf('womensShare'), teller),
  ],
  gap: (rowsOf, teller) => [
    ...gap.sections(rowsOf('bySection'), teller),
    gap.ranked(rowsOf('byContributor'), rowsOf('overTime'), teller),
    gap.quarters(rowsOf('byQuarter'), teller),
    gap.criteria(rowsOf('byCriterion'), teller),
  ],
  readiness: (rowsOf, teller) => [
    readiness.byMission(rowsOf('byMission'), teller),
    readiness.limiting(rowsOf('limiting'), teller),
    readiness.limitingBeside(rowsOf('limitingBeside'), teller),
  ],
};

const withQuery = (path: string, query: URLSearchParams): string =>
  query.size > 0 ? `${path}?${query}` : path;

const dated = (phrases: Phrases, at: string): { date: string; time: string } => {
  const local = localTime(at, 'UTC');
  return { date: shortDay(phrases, local), time: local.time };
};

/** As of when the figures are, and how sure. */
const saidOfTime = (
  phrases: Phrases,
  { asOf, at, countedAt, provisional }: Dashboard,
): string[] => {
  const { say } = phrases;
  const { date } = dated(phrases, at);
  if (asOf) return [say('dash.at_day', { date }), ...(provisional ? [] : [say('dash.settled')])];
  return countedAt
    ? [say('dash.at_now', { date, time: dated(phrases, countedAt).time })]
    : [say('dash.not_counted')];
};

const saidOfScope = ({ say }: Phrases, { contributor, mission, eyes }: Dashboard): string[] => {
  const place = [contributor, mission].filter(Boolean).join(', ');
  return [
    place ? say('dash.of_place', { place }) : say('dash.of_all'),
    ...(eyes === 'secretariat' ? [] : [say('dash.eyes')]),
  ];
};

const formFor = (book: Book, { me }: Asked, query: URLSearchParams): DashboardView['form'] => {
  const present = new URLSearchParams(query);
  present.delete('asOf');
  return {
    asOf: query.get('asOf') ?? '',
    latest: dayOf(timestamp()),
    ...(sideOf(me.role) === 'secretariat' && {
      missions: missions.map(({ acronym }) => ({
        code: acronym,
        isChosen: query.get('mission') === acronym,
      })),
      contributor: query.get('contributor') ?? '',
    }),
    ...(query.has('asOf') && { now: withQuery(addresses[book], present) }),
  };
};

/** On the page of readiness also the units themselves, as many as a page holds. */
const unitsIn = async (book: Book, asked: Asked): Promise<FigureView[]> => {
  if (book !== 'readiness') return [];
  const query = askedFor(asked.context.req.query());
  const found = await behindOf(asked, new URLSearchParams([['figure', 'rated'], ...query]));
  if (!found) return [];
  const { say } = asked.phrases;
  const more = found.next && { href: found.next, text: say('behind.more') };
  return [{ id: 'units', title: say('fig.units'), table: found.table, ...(more && { more }) }];
};

/** A page of figures as the API gives them to this person; undefined where none are theirs to see. */
export const dashboardView = async (
  book: Book,
  asked: Asked,
): Promise<DashboardView | undefined> => {
  const { context, read, phrases } = asked;
  const query = askedFor(context.req.query());
  const answered = await read(`/v1/dashboard?${new URLSearchParams([['book', book], ...query])}`);
  if (!answered && !query.has('asOf')) return undefined;
  const found = answered ? Dashboard.parse(answered) : undefined;
  const teller = tellerOf(phrases, query);
  const rowsOf: RowsOf = (id) => found?.figures.find((figure) => figure.id === id)?.rows ?? [];
  return {
    title: phrases.say(`dash.${book}`),
    views: (Object.keys(addresses) as Book[]).map((one) => ({
      name: phrases.say(`dash.${one}`),
      href: withQuery(addresses[one], query),
      isCurrent: one === book,
    })),
    said: found
      ? [...saidOfScope(phrases, found), ...saidOfTime(phrases, found)]
      : [phrases.say('dash.no_figures')],
    isProvisional: found?.provisional ?? false,
    form: formFor(book, asked, query),
    figures: found ? [...figuresOf[book](rowsOf, teller), ...(await unitsIn(book, asked))] : [],
    notes: [phrases.say('dash.ours')],
  };
};
