import * as z from 'zod';
import type { By, Event } from '../../domain/events.ts';
import { type Asker, readableVoices } from '../../domain/permissions.ts';
import type { Stage } from '../../domain/stages.ts';
import { Instant } from '../../domain/text.ts';

/** An event on the wire. Its hash stands for the whole event, also where fields are left out. */
export const EventView = z
  .object({
    seq: z.int(),
    type: z.string(),
    at: Instant,
    by: z
      .object({ person: z.string().optional(), for: z.string().optional(), role: z.string() })
      .optional(),
    facts: z.record(z.string(), z.unknown()),
    prev: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'Event' });

const ofStages = <T extends object>(byStage: T, voices: readonly Stage[]) =>
  Object.fromEntries(Object.entries(byStage).filter(([stage]) => voices.includes(stage as Stage)));

const rescoredFacts = (
  { facts }: Extract<Event, { type: 'score-recomputed' | 'instrument-migrated' }>,
  voices: readonly Stage[],
): Record<string, unknown> => {
  if (voices.length === 3) return facts;
  const { instrument, from, to, scores, digest } = facts;
  const shown = { instrument, from, to, scores: ofStages(scores, voices), digest };
  if (!('verdict' in facts)) return shown;
  const { scores: _, ...verdict } = facts.verdict;
  return { ...shown, verdict };
};

/** The facts that this person may read: of another voice only that it spoke, not what it said. */
const shownFacts = (event: Event, actor: Asker): Record<string, unknown> => {
  const voices = readableVoices(actor);
  switch (event.type) {
    case 'stage-submitted':
    case 'stage-scored': {
      const { stage, round } = event.facts;
      return voices.includes(stage) ? event.facts : { stage, round };
    }
    case 'stage-returned': {
      const { stage, round } = event.facts;
      return voices.includes('self-assessment') ? event.facts : { stage, round };
    }
    case 'review-closed': {
      const { outcome, verdict } = event.facts;
      if (!verdict || voices.length === 3) return event.facts;
      const { scores: _, ...shown } = verdict;
      return { outcome, verdict: shown };
    }
    case 'score-recomputed':
    case 'instrument-migrated':
      return rescoredFacts(event, voices);
    default:
      return event.facts;
  }
};

/** Who acted, and for whom, by id. */
const actorsOf = ({ person, for: delegator, role }: By) => ({
  person,
  ...(delegator && { for: delegator }),
  role,
});

/** An event as this person may see it: other parties by role, not by person. */
export const eventViewOf = (event: Event, actor: Asker): z.output<typeof EventView> => {
  const { seq, type, at, by, prev, hash } = event;
  const everything = readableVoices(actor).length === 3;
  return {
    seq,
    type,
    at,
    ...(by && { by: everything ? actorsOf(by) : { role: by.role } }),
    facts: shownFacts(event, actor),
    prev,
    hash,
  };
};
