import type { Head } from '../review.ts';
import type { Calendar } from './calendar.ts';
import { dayIn, daysLater, type Zoned } from './calendar-days.ts';
import type { ObligationDue } from './due-item.ts';
import type { Obligation } from './obligation.ts';
import { type ObligationRecord, reportOn } from './obligation-record.ts';
import {
  type Anchors,
  anchorOf,
  isOwedBy,
  type ObligationTelling,
  occurrencesOf,
  tellingsOf,
} from './occurrences.ts';
import type { Occasion, Telling } from './telling.ts';
import { startsPlan, type Wanted } from './tellings.ts';

/** The review's calendar, in whose zone its days are, and that of whoever owes it, in which rungs are counted. */
export interface ObligationCalendars {
  readonly due: Zoned;
  readonly owner: Calendar;
}

const anchorsOf = ({ openedAt, plannedDeployment, arrival }: Head, due: Zoned): Anchors => ({
  opened: dayIn(due, openedAt),
  plannedDeployment,
  arrival,
});

/** Whether the record itself ends it: the review came to nothing, or its verdict is that the unit does not go. */
const isOver = ({ state, verdict }: Head): boolean =>
  state === 'withdrawn' || state === 'lapsed' || verdict?.rating === 'not_ready';

const isOfLadder = ({ ladder }: Obligation, head: Head): boolean =>
  ladder === undefined || head.ladder?.split('@')[0] === ladder;

const hasEnded = ({ endsWith }: Obligation, { arrival }: Head, today: string): boolean =>
  endsWith === 'arrival' && arrival !== undefined && arrival <= today;

/**
 * Whether an obligation is one of this review, whatever became of it. A re-verification has none of its own:
 * the review that it rests on does.
 */
export const isOfReview = (obligation: Obligation, head: Head): boolean =>
  head.basis?.kind !== 'reverification' &&
  isOwedBy(obligation, head.unit.type) &&
  isOfLadder(obligation, head);

/** Whether the unit of a review owes it as the head stands; `today` is a day in the review's calendar. */
export const isStillOwed = (obligation: Obligation, head: Head, today: string): boolean =>
  isOfReview(obligation, head) && !isOver(head) && !hasEnded(obligation, head, today);

/** Whether the day from which an obligation of this review is counted is known. */
export const isCounted = (obligation: Obligation, head: Head): boolean =>
  isOfReview(obligation, head) && (obligation.from !== 'arrival' || head.arrival !== undefined);

/** Whether a notice of this occasion is the moment to see from which day obligations are counted now. */
export const plansObligations = (occasion: Occasion): boolean =>
  startsPlan(occasion) || occasion === 'closed';

/** Who is asked first, and in whose calendar the rungs are therefore counted. */
export const ownerOf = ({ rungs }: Obligation) => rungs[0]?.to[0] ?? 'evaluator';

// Most are told again within a season; the other lies beyond every day on which one can be told at all.
const season = 92;
const endless = 30 * 366;

const tellingsAfter = (
  obligation: Obligation,
  head: Head,
  { due, owner }: ObligationCalendars,
  after: string,
  until: string,
): ObligationTelling[] => tellingsOf(obligation, anchorsOf(head, due), owner, after, until);

/** The first telling of an obligation after an instant, and when it is due; undefined when none is left or owed. */
export const nextObligation = (
  obligation: Obligation,
  head: Head,
  calendars: ObligationCalendars,
  after: string,
): { readonly at: string; readonly item: ObligationDue } | undefined => {
  const anchor = anchorOf(obligation, anchorsOf(head, calendars.due));
  if (anchor === undefined || !isStillOwed(obligation, head, dayIn(calendars.due, after)))
    return undefined;
  const firstUntil = (day: string) =>
    tellingsAfter(obligation, head, calendars, after, `${day}T00:00:00.000Z`)[0];
  const next =
    firstUntil(daysLater(after.slice(0, 10), season)) ?? firstUntil(daysLater(anchor, endless));
  if (!next) return undefined;
  const { id, version } = obligation;
  const item = { kind: 'obligation', review: head.id, obligation: id, version, anchor } as const;
  return { at: next.at, item: { ...item, occurrence: next.n } };
};

/** Whether an item is what would be planned today: the obligation has not changed, and its day has not moved. */
export const isAsPlanned = (
  { version, anchor }: ObligationDue,
  obligation: Obligation,
  head: Head,
  due: Zoned,
): boolean =>
  version === obligation.version && anchor === anchorOf(obligation, anchorsOf(head, due));

/** One time that an obligation is due: the day, and the first day on which it can be met for it. */
export interface Period {
  readonly from: string;
  readonly on: string;
}

/** Every time that an obligation of a review is due, earliest first; none while its first day is not known. */
export const periodsOf = (obligation: Obligation, head: Head, due: Zoned): Period[] => {
  const anchors = anchorsOf(head, due);
  const anchor = anchorOf(obligation, anchors);
  if (anchor === undefined) return [];
  const days = occurrencesOf(obligation, anchors, anchor, daysLater(anchor, endless));
  return days.map(({ on }, index) => {
    const before = days[index - 1];
    return { from: before ? daysLater(before.on, 1) : anchor, on };
  });
};

const justBefore = (instant: string): string => new Date(Date.parse(instant) - 1).toISOString();

/** What is told of an obligation from the instant at which it came due until now: nothing of what was reported. */
export const obligationTellings = (
  obligation: Obligation,
  head: Head,
  calendars: ObligationCalendars,
  { from, now }: { readonly from: string; readonly now: string },
  record: ObligationRecord,
): Wanted[] =>
  tellingsAfter(obligation, head, calendars, justBefore(from), now)
    .filter(({ on }) => !reportOn(record, obligation.id, on))
    .flatMap(({ rung, on }) =>
      rung.to.map((as) => ({
        review: head.id,
        step: obligation.id,
        round: 1,
        plan: on,
        rung: rung.id,
        kind: 'obligation' as const,
        as,
      })),
    );

/** Whether a row of the ledger still says what the record does: it is owed, due on that day, and not reported. */
export const obligationHolds = (
  obligation: Obligation | undefined,
  head: Head,
  { plan }: Pick<Telling, 'plan'>,
  { due, today }: { readonly due: Zoned; readonly today: string },
  record: ObligationRecord,
): boolean =>
  obligation !== undefined &&
  !record.isSucceeded &&
  !reportOn(record, obligation.id, plan) &&
  isStillOwed(obligation, head, today) &&
  occurrencesOf(obligation, anchorsOf(head, due), plan, plan).length > 0;
