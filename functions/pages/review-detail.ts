import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import { type Role, readingSideOf } from '../../domain/permissions.ts';
import { findMission } from '../../domain/reference/missions.ts';
import { unitTypes } from '../../domain/reference/unit-types.ts';
import type { RecordedEvent, ReviewDetail } from '../../web/review-detail.ts';
import { EventView } from '../http/event-view.ts';
import { ReviewView } from '../http/review-view.ts';
import { dueWords } from '../reminders/due-words.ts';
import { courseOf } from './course.ts';
import { contributorName } from './place-names.ts';
import { isOfContributor } from './review-document.ts';
import type { Asked, Read } from './show-page.ts';
import { shownInstrument } from './shown-instrument.ts';

const Page = z.object({ items: z.array(EventView), next: z.string().optional() });

/** The whole record of a review, as this person may read it. */
const recordOf = async (read: Read, id: string): Promise<RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  let cursor = '';
  for (;;) {
    const page = Page.safeParse(await read(`/v1/reviews/${id}/events?limit=100${cursor}`)).data;
    events.push(...(page?.items ?? []));
    if (!page?.next) return events;
    cursor = `&cursor=${encodeURIComponent(page.next)}`;
  }
};

const namesOf = ({ contributor, mission, unit }: ReviewView, language: string) => {
  const found = findMission(mission);
  return {
    contributor: contributorName(contributor, language),
    mission: found ? `${mission} – ${found.name}` : mission,
    unitType: unitTypes.find(({ code }) => code === unit.type)?.name ?? unit.type,
  };
};

/** All that the page of one review shows, read as the person of the session; undefined where it is not theirs to see. */
export const reviewDetail = async (
  { read, phrases, me }: Asked,
  id: string,
): Promise<ReviewDetail | undefined> => {
  const review = ReviewView.safeParse(await read(`/v1/reviews/${id}`)).data;
  if (!review) return undefined;
  const { language } = phrases;
  const { instrument: pinned, dueAt, timeZone } = review;
  const part = <T>(name: string) => read(`/v1/reviews/${id}/${name}`) as Promise<T | undefined>;
  const instrument = await shownInstrument(read, pinned, language);
  const events = await recordOf(read, id);
  const asker = { ...me, role: me.role as Role };
  return {
    review,
    names: namesOf(review, language),
    instrument,
    ...(dueAt && { due: dueWords(phrases, dueAt, timeZone) }),
    outlook: (await part<ReviewDetail['outlook']>('outlook')) ?? { next: [] },
    course: courseOf(events, review.situation, instrument),
    ledger: await part<NonNullable<ReviewDetail['ledger']>>('ledger'),
    certification: await part<NonNullable<ReviewDetail['certification']>>('certificates'),
    plan: await part<NonNullable<ReviewDetail['plan']>>('plan'),
    events,
    isOfField: readingSideOf(asker) === 'mission',
    printable: await isOfContributor(read),
    now: timestamp(),
  };
};
