import { canonical } from '../../adapters/hashing.ts';
import type { ActingPerson } from '../../adapters/people.ts';
import { dossierOf } from '../../domain/dossier/dossier.ts';
import type { Event } from '../../domain/events.ts';
import type { DataSet } from '../../domain/export/data-sets.ts';
import type { ShownEvent, Source } from '../../domain/export/source.ts';
import { ledgerOf } from '../../domain/ledger.ts';
import type { Head } from '../../domain/review.ts';
import type { Stage } from '../../domain/stages.ts';
import { calendarOf } from '../calendars-at-hand.ts';
import { allEvents, dossierView } from '../http/dossier-view.ts';
import { eventViewOf } from '../http/event-view.ts';
import { isFirstLook } from '../http/opened.ts';
import { tellingsShown } from '../http/reminders-page.ts';
import { shownHead } from '../http/review-view.ts';
import { type Sight, sightOf } from '../http/sight.ts';
import { spokenIn } from '../http/voices.ts';
import { instrumentOf } from '../machine-step.ts';

const shownEvent = (event: Event, sight: Sight): ShownEvent => {
  const { facts, ...shown } = eventViewOf(event, sight);
  const { stage, round } = facts as { stage?: string; round?: number };
  return { ...shown, stage, round, facts: canonical(facts) };
};

/**
 * The voices that an export may read. It opens nothing: what the Secretariat has not looked at can still be
 * recalled, and a file that is fetched every night must not be the first look.
 */
const voicesFor = (person: ActingPerson, head: Head, { voices }: Sight): readonly Stage[] =>
  isFirstLook(person, head) ? voices.filter((stage) => stage !== 'self-assessment') : voices;

/** A review as this person may see it, as it stood when its head was read. */
export const sourceOf = async (
  person: ActingPerson,
  head: Head,
  { of }: Pick<DataSet, 'of'>,
  now: string,
): Promise<Source> => {
  const sight = sightOf(person, head);
  const instrument = instrumentOf(head);
  const events = (await allEvents(head.id)).filter(({ seq }) => seq <= head.version);
  const voices = of === 'answers' ? voicesFor(person, head, sight) : [];
  const spoken = await spokenIn(head, events, voices, sight.side);
  return {
    review: shownHead(head, sight, await calendarOf(head)),
    instrument,
    ledger: ledgerOf(instrument, spoken),
    events: events.map((event) => shownEvent(event, sight)),
    dossier: dossierView(dossierOf(events), person, head),
    reminders: of === 'ledger' ? await tellingsShown(person, head) : [],
    now,
  };
};
