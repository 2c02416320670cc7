import * as z from 'zod';
import { Readiness } from './readiness.ts';
import { type Holder, holders, Stage } from './stages.ts';
import { Day, Instant, line } from './text.ts';
import { Verdict } from './verdict.ts';

/** Where a review stands, as people see it. */
export const ReviewState = z.enum([
  'self_assessment',
  'evaluation',
  'verification',
  'closed',
  'suspended',
  'withdrawn',
  'lapsed',
]);
export type ReviewState = z.output<typeof ReviewState>;

/** Where a review stands, as the machine sees it: only `open` and `rest` wait for somebody. Never on the wire. */
export const Phase = z.enum(['new', 'open', 'submitted', 'scored', 'returned', 'closing', 'rest']);
export type Phase = z.output<typeof Phase>;

export const Iso3 = z.string().regex(/^[A-Z]{3}$/, 'three capital letters, ISO 3166-1 alpha-3');
export const MissionAcronym = z
  .string()
  .regex(/^[A-Z][A-Z0-9 -]{1,14}$/, 'an acronym in capital letters, such as MINUSCA');

export const Unit = z.strictObject({
  name: line(80),
  type: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{1,19}$/, 'a code such as INF_BN, as the list of unit types gives it'),
  strength: z.int().min(1).max(20_000).optional(),
});

export const InstrumentRef = z.strictObject({ id: z.string().max(40), version: z.int().min(1) });

/** The person or team that a stage is given to, and until when. */
export const Assignment = z.strictObject({
  person: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'the id of a person: letters, digits, - and _')
    .optional(),
  team: line(80).optional(),
  until: Day.optional(),
});

/** A ladder by its id, the newest version where none is named; a review keeps to the version it was opened with. */
const LadderRef = z.string().regex(/^[a-z][a-z0-9-]{0,39}(@[1-9][0-9]{0,3})?$/);
const CalendarId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** What a review is opened with. */
export const Opening = z.strictObject({
  contributor: Iso3,
  mission: MissionAcronym,
  unit: Unit,
  instrument: InstrumentRef,
  plannedDeployment: Day,
  arrival: Day.optional(),
  /** By which ladder people are reminded; the standard one where nothing is said. */
  ladder: LadderRef.optional(),
  /** In whose days due dates are counted; Headquarters where nothing is said. */
  calendar: CalendarId.optional(),
});
export type Opening = z.output<typeof Opening>;

/** What the Secretariat made visible to the contributor; nothing is before. */
export const Released = z.enum(['evaluation', 'notes', 'verification', 'caveats']);
export type Released = z.output<typeof Released>;

/** The review that another one rests on: its criteria looked at again, or its next cycle. */
export const Basis = z.strictObject({
  kind: z.enum(['reverification', 'next_cycle']),
  review: z.string(),
});
export type Basis = z.output<typeof Basis>;

/** What a person may have done to a review that keeps them from doing something else. */
export const Hand = z.enum(['submitted', 'evaluated', 'decided', 'verified']);
export type Hand = z.output<typeof Hand>;

const byStage = <T extends z.ZodType>(value: T) => z.partialRecord(Stage, value);

/** The head of a review: what its events fold to. `version` counts the events. */
export const Head = Opening.extend({
  id: z.string(),
  version: z.int().min(1),
  state: ReviewState,
  phase: Phase,
  stage: Stage,
  round: z.int().min(1),
  openedAt: Instant,
  dueAt: Instant.optional(),
  answers: byStage(z.string()),
  scores: byStage(z.number()),
  assignments: byStage(Assignment),
  returned: z.int().optional(),
  verdict: Verdict.optional(),
  basis: Basis.optional(),
  /** The holder's side has seen what is asked of it in this round. */
  seen: z.literal(true).optional(),
  /** Taken back and not open again yet: its due date stands. */
  recalled: z.literal(true).optional(),
  /** The open stage is signed, and waits for this. */
  waiting: z.enum(['decision', 'signature']).optional(),
  decision: Readiness.optional(),
  /** Since when the clocks stand still. */
  suspended: Instant.optional(),
  /** How often the due date of the open stage moved by itself. */
  expired: z.int().optional(),
  released: z.array(Released).optional(),
  /** Who did what, by person, those acted for included: the ground of the separation of duties. */
  hands: z.partialRecord(Hand, z.array(z.string())),
  /** Sequence and instant of each OUT item that no task has settled yet. */
  out: z.array(z.strictObject({ seq: z.int(), at: Instant })),
  chain: z.string(),
});
export type Head = z.output<typeof Head>;

export const stateOf = {
  'self-assessment': 'self_assessment',
  evaluation: 'evaluation',
  verification: 'verification',
} as const satisfies Record<Stage, ReviewState>;

/** Who holds the ball: the party of the open stage, or whose signature is wanted; nobody once the review rests. */
export const holderOf = ({
  phase,
  stage,
  waiting,
}: Pick<Head, 'phase' | 'stage' | 'waiting'>): Holder | null => {
  if (phase === 'closing' || phase === 'rest') return null;
  return waiting === 'signature' ? 'contributor' : holders[stage];
};

/** The state that people see: a suspended review is that before anything else. */
export const shownState = ({ state, phase, suspended }: Head): ReviewState =>
  suspended && phase !== 'closing' && phase !== 'rest' ? 'suspended' : state;
