import * as z from 'zod';
import { standingOf } from '../dossier/caveats.ts';
import { certifiedOn } from '../dossier/certificates.ts';
import { dossierOf } from '../dossier/dossier.ts';
import { statusOf } from '../dossier/findings.ts';
import type { Event } from '../events.ts';
import { CaveatDecision, Side } from '../facts/dossier-facts.ts';
import { CertificateKind, type Instrument } from '../instrument.ts';
import type { Ledger } from '../ledger.ts';
import { Readiness } from '../readiness.ts';
import { Basis, type Head, holderOf, InstrumentRef, Released, Unit } from '../review.ts';
import { Situation, situationOf } from '../situation.ts';
import { type Stage, stages, voiceNames } from '../stages.ts';
import { Day, Instant } from '../text.ts';
import { Limit } from '../verdict.ts';
import { markedCriteria } from './marked-criteria.ts';
import { Passages, passagesOf } from './passages.ts';

/** The three voices, the latest last. */
export const voices = ['self', 'evaluation', 'verification'] as const;
const Voice = z.enum(voices);
export type Voice = z.output<typeof Voice>;

const byVoice = <T extends z.ZodType>(value: T) => z.partialRecord(Voice, value);

/**
 * What the figures need of one review, as it stood after `n` events: small, and with what each side may read of
 * it. Ratings are one letter for each criterion in the order of the instrument: S, N (needs improvement), U, A
 * (not assessed), or - (not answered).
 */
export const Summary = z.strictObject({
  id: z.string(),
  n: z.int().min(1),
  contributor: z.string(),
  mission: z.string(),
  unit: Unit.pick({ name: true, type: true }),
  instrument: InstrumentRef,
  basis: Basis.shape.kind.optional(),
  situation: Situation,
  suspended: z.literal(true).optional(),
  holder: Side.nullable(),
  openedAt: Instant,
  dueAt: Instant.optional(),
  plannedDeployment: Day,
  submitted: byVoice(Instant),
  passages: Passages,
  ratings: byVoice(z.string()),
  /** Percentages of the marked criteria. */
  values: z.record(z.string(), byVoice(z.number())),
  /** Whose voices each side may read. */
  readable: z.record(Side, z.array(Voice)),
  released: z.array(Released),
  verdict: z
    .strictObject({
      rating: Readiness,
      limitedBy: z.array(z.string()),
      limits: z.array(Limit.omit({ detail: true })),
    })
    .optional(),
  /** Restrictions that stand. */
  caveats: z.array(
    z.strictObject({
      undeclared: z.literal(true).optional(),
      standing: z.enum(['undecided', ...CaveatDecision.options]),
    }),
  ),
  /** Of each kind that the instrument requires: until when it holds, if one is there and it ends. */
  certificates: z.array(
    z.strictObject({ kind: CertificateKind, held: z.boolean(), until: Day.optional() }),
  ),
  /** Findings that no re-verification has found put right. */
  findings: z.array(
    z.strictObject({
      criterion: z.string(),
      owner: Side,
      openedOn: Day,
      dueOn: Day,
      done: z.literal(true).optional(),
    }),
  ),
  /** The next cycle of the unit has been opened: what stands here is no longer how it stands. */
  superseded: z.literal(true).optional(),
});
export type Summary = z.output<typeof Summary>;

/** What a summary is made of: the review as it stood, and what each side may read of it. */
export interface Grounds {
  readonly head: Head;
  readonly events: readonly Event[];
  readonly instrument: Instrument;
  /** Of all voices that have spoken. */
  readonly ledger: Ledger;
  readonly readable: Readonly<Record<Side, readonly Stage[]>>;
}

const letters = { S: 'S', NI: 'N', U: 'U', NA: 'A' } as const;

const ratingsIn = ({ criteria }: Ledger, voice: Voice): string | undefined => {
  const said = criteria.map((line) => letters[line[voice]?.rating ?? 'NA']);
  const spoke = criteria.some((line) => line[voice]);
  if (!spoke) return undefined;
  return criteria.map((line, at) => (line[voice] ? said[at] : '-')).join('');
};

const byEachVoice = <T>(find: (voice: Voice) => T | undefined): Partial<Record<Voice, T>> =>
  Object.fromEntries(
    voices.flatMap((voice) => {
      const found = find(voice);
      return found === undefined ? [] : [[voice, found]];
    }),
  );

const marked: ReadonlySet<string> = new Set(Object.values(markedCriteria).flat());

const valuesIn = ({ criteria }: Ledger): Summary['values'] =>
  Object.fromEntries(
    criteria
      .filter(({ criterion }) => marked.has(criterion))
      .map((line) => [
        line.criterion,
        byEachVoice((voice) => {
          const value = line[voice]?.value;
          return typeof value === 'number' ? value : undefined;
        }),
      ]),
  );

const submittedIn = (events: readonly Event[]): Summary['submitted'] =>
  byEachVoice(
    (voice) =>
      events
        .filter((event) => event.type === 'stage-submitted')
        .findLast(({ facts }) => voiceNames[facts.stage] === voice)?.at,
  );

const caveatsIn = (dossier: ReturnType<typeof dossierOf>): Summary['caveats'] =>
  dossier.caveats.flatMap((caveat) => {
    const standing = standingOf(caveat);
    if (standing === 'lifted' || standing === 'stated') return [];
    return [{ standing, ...(caveat.undeclared && { undeclared: true as const }) }];
  });

const certificatesIn = (
  instrument: Instrument,
  { certificates }: ReturnType<typeof dossierOf>,
): Summary['certificates'] =>
  // Of no day in particular: whether one has expired is asked when it is read.
  certifiedOn('', instrument, certificates)
    .filter(({ required }) => required)
    .map(({ kind, status, validUntil }) => ({
      kind,
      held: status !== 'missing',
      ...(validUntil && { until: validUntil }),
    }));

const findingsIn = ({ findings }: ReturnType<typeof dossierOf>): Summary['findings'] =>
  findings
    .filter((finding) => statusOf(finding) !== 'verified')
    .map((finding) => ({
      criterion: finding.criterion,
      owner: finding.owner,
      openedOn: finding.at.slice(0, 10),
      dueOn: finding.dueOn,
      ...(statusOf(finding) === 'done' && { done: true as const }),
    }));

const readableBy = (readable: Grounds['readable'], side: Side): Voice[] =>
  stages.filter((stage) => readable[side].includes(stage)).map((stage) => voiceNames[stage]);

const verdictIn = ({ verdict }: Head): Pick<Summary, 'verdict'> =>
  verdict
    ? {
        verdict: {
          rating: verdict.rating,
          limitedBy: verdict.limitedBy,
          limits: (verdict.limits ?? []).map(({ detail: _, ...limit }) => limit),
        },
      }
    : {};

const isSuperseded = (events: readonly Event[]): boolean =>
  events.some(({ type, facts }) => type === 'successor-opened' && facts.kind === 'next_cycle');

/** What the figures need of a review. */
export const summaryOf = ({ head, events, instrument, ledger, readable }: Grounds): Summary => {
  const dossier = dossierOf(events);
  const { id, version: n, contributor, mission, openedAt, dueAt, plannedDeployment } = head;
  return {
    id,
    n,
    contributor,
    mission,
    unit: { name: head.unit.name, type: head.unit.type },
    instrument: head.instrument,
    ...(head.basis && { basis: head.basis.kind }),
    situation: situationOf(head),
    ...(head.suspended && { suspended: true }),
    holder: holderOf(head),
    openedAt,
    ...(dueAt && { dueAt }),
    plannedDeployment,
    submitted: submittedIn(events),
    passages: passagesOf(events),
    ratings: byEachVoice((voice) => ratingsIn(ledger, voice)),
    values: valuesIn(ledger),
    readable: {
      contributor: readableBy(readable, 'contributor'),
      secretariat: readableBy(readable, 'secretariat'),
      mission: readableBy(readable, 'mission'),
    },
    released: head.released ?? [],
    ...verdictIn(head),
    caveats: caveatsIn(dossier),
    certificates: certificatesIn(instrument, dossier),
    findings: findingsIn(dossier),
    ...(isSuperseded(events) && { superseded: true }),
  };
};
