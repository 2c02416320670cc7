import * as z from 'zod';
import { eventsOf } from '../../adapters/reviews.ts';
import { shownLimits } from '../../domain/dossier/sight.ts';
import { explanationOf } from '../../domain/explanation.ts';
import type { Spoken } from '../../domain/ledger.ts';
import { Bands, Measure } from '../../domain/measure.ts';
import { Readiness } from '../../domain/readiness.ts';
import { InstrumentRef } from '../../domain/review.ts';
import { Stage, stages } from '../../domain/stages.ts';
import { Instant } from '../../domain/text.ts';
import { mapAnswers } from '../../domain/versions/map-answers.ts';
import { scoredBy, storedScores } from '../../domain/versions/stored-scores.ts';
import { openedReview } from '../http/opened.ts';
import { permit } from '../http/permission.ts';
import { route } from '../http/route.ts';
import { ShownVerdict, shownVerdict } from '../http/shown.ts';
import { sightOf } from '../http/sight.ts';
import { versionsTo } from '../http/versions.ts';
import { Rating, spokenIn, Voices } from '../http/voices.ts';

const Limiting = z.object({
  criterion: z.string(),
  text: z.string(),
  section: z.object({ id: z.string(), title: z.string() }),
  measure: Measure,
  critical: z.boolean(),
  weight: z.number(),
  bands: Bands.optional(),
  voices: z.object(Voices),
  counts: Stage.optional(),
  rating: Rating.optional(),
  cap: Readiness.optional(),
  lift: z.string(),
});

const Explanation = z
  .object({
    summary: z.string(),
    /** The version that gave these scores, and its version of scoring. */
    instrument: InstrumentRef,
    scoring: z.int(),
    verdict: ShownVerdict.optional(),
    withoutCap: z.object({ score: z.number(), rating: Readiness }).optional(),
    limiting: z.array(Limiting),
    limits: ShownVerdict.shape.limits.unwrap(),
    stages: z.array(
      z.object({
        stage: Stage,
        score: z.number(),
        scoring: z.int(),
        trace: z.record(z.string(), Rating),
        instrument: InstrumentRef,
        at: Instant,
      }),
    ),
  })
  .meta({ id: 'Explanation' });

const mappedVoices = (
  spoken: Partial<Record<Stage, Spoken>>,
  path: ReturnType<typeof versionsTo>,
): Partial<Record<Stage, Spoken>> =>
  Object.fromEntries(
    Object.entries(spoken).map(([stage, voice]) => [
      stage,
      { ...voice, answers: mapAnswers(path, stage as Stage, voice.answers) },
    ]),
  );

export const explanationRoute = route({
  method: 'get',
  path: '/v1/reviews/{id}/explanation',
  summary:
    'Hear why a review is not ready: which criteria limit it, who said what, what would help',
  action: 'read-explanation',
  params: z.object({ id: z.string() }),
  status: 200,
  response: Explanation,
  handle: async ({ person, params: { id } }) => {
    const head = await openedReview(person, id);
    permit(person, 'read-explanation', head);
    const events = await Array.fromAsync(eventsOf(id));
    const stored = storedScores(events);
    const path = versionsTo(head, scoredBy(stored, head.instrument.version));
    const instrument = path.at(-1) ?? path[0];
    const sight = sightOf(person, head);
    const spoken = mappedVoices(await spokenIn(head, events, sight.voices, sight.side), path);
    const { verdict } = head;
    const { verdict: _, ...explained } = explanationOf({
      verdict: verdict && {
        ...verdict,
        limits: shownLimits(person, verdict.limits ?? [], sight.released),
      },
      instrument,
      stored,
      spoke: stages.filter((stage) => head.answers[stage] !== undefined),
      spoken,
      readable: sight.voices,
    });
    return {
      body: {
        ...explained,
        instrument: { id: instrument.id, version: instrument.version },
        scoring: instrument.scoringVersion,
        ...(verdict && { verdict: shownVerdict(verdict, sight) }),
      },
    };
  },
});
