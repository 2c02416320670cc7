import type { Calendar } from './calendar.ts';
import { addMonths, dayBeside, daysLater, instantAt } from './calendar-days.ts';
import type { Obligation, ObligationRung, Span } from './obligation.ts';

/** The days of a unit from which obligations are counted; one that is not known yet starts nothing. */
export interface Anchors {
  readonly opened: string;
  readonly plannedDeployment: string;
  readonly arrival?: string | undefined;
}

/** One time that an obligation is due: the n-th, counted from 1, on a day. */
export interface Occurrence {
  readonly n: number;
  readonly on: string;
}

/** One telling of an occurrence. */
export interface ObligationTelling extends Occurrence {
  readonly rung: ObligationRung;
  /** Obligation, occurrence and rung: the same for ever, whoever computes it. */
  readonly id: string;
  readonly at: string;
}

const after = (day: string, span: Span, times: number): string =>
  'months' in span ? addMonths(day, span.months * times) : daysLater(day, span.days * times);

/**
 * The day of the n-th occurrence. Spans of months are added to the anchor in one sum, never to the
 * occurrence before: from 31 January on, 28 February is followed by 31 March.
 */
const dayOf = ({ first, every }: Obligation, anchor: string, n: number): string => {
  if (!every) return after(anchor, first, 1);
  if ('months' in first && 'months' in every)
    return addMonths(anchor, first.months + every.months * (n - 1));
  return after(after(anchor, first, 1), every, n - 1);
};

/** The day from which an obligation is counted; undefined while it is not known. */
export const anchorOf = (
  { from }: Obligation,
  { opened, plannedDeployment, arrival }: Anchors,
): string | undefined => ({ opened, planned_deployment: plannedDeployment, arrival })[from];

/** When an obligation is due within these days, both included, earliest first. */
export const occurrencesOf = (
  obligation: Obligation,
  anchors: Anchors,
  from: string,
  to: string,
): Occurrence[] => {
  const anchor = anchorOf(obligation, anchors);
  if (anchor === undefined) return [];
  const end = addMonths(anchor, obligation.untilMonths);
  const last = end < to ? end : to;
  const found: Occurrence[] = [];
  for (let n = 1; n === 1 || obligation.every; n += 1) {
    const on = dayOf(obligation, anchor, n);
    if (on > last) break;
    if (on >= from) found.push({ n, on });
  }
  return found;
};

/** Whether a unit of this type owes it at all. */
export const isOwedBy = ({ unitTypes }: Obligation, unitType: string): boolean =>
  unitTypes?.includes(unitType) ?? true;

/** So many days beside its occurrence a rung lies at most: one working day a week, and two months of holidays. */
const reachOf = ({ rungs }: Obligation): number =>
  Math.max(...rungs.map(({ offset }) => Math.abs(offset))) * 7 + 62;

/**
 * What is told of an obligation after one instant and not after the other, earliest first: counted in
 * the calendar of whoever owes it.
 */
export const tellingsOf = (
  obligation: Obligation,
  anchors: Anchors,
  calendar: Calendar,
  after: string,
  until: string,
): ObligationTelling[] => {
  const reach = reachOf(obligation);
  const from = daysLater(after.slice(0, 10), -reach);
  return occurrencesOf(obligation, anchors, from, daysLater(until.slice(0, 10), reach))
    .flatMap(({ n, on }) =>
      obligation.rungs.map((rung) => {
        const day = dayBeside(calendar, on, rung.offset, rung.days);
        const at = instantAt(calendar, day, obligation.hour);
        return { n, on, rung, id: `${obligation.id}.${n}.${rung.id}`, at };
      }),
    )
    .filter(({ at }) => at > after && at <= until)
    .sort((one, other) => (`${one.at}#${one.id}` < `${other.at}#${other.id}` ? -1 : 1));
};
