/**
 * What design.md section 4 promises, as a small machine of its own: written from the words, not
 * from the code. A review is somewhere; each event takes it one step on, or is a divergence.
 */
export const order = ['self-assessment', 'evaluation', 'verification'] as const;
export type ModelStage = (typeof order)[number];

/** An event as far as the model looks at it. */
export interface Happened {
  readonly type: string;
  readonly stage?: string | undefined;
  readonly round?: number | undefined;
  readonly outcome?: string | undefined;
  readonly waitsFor?: string | undefined;
  readonly decision?: string | undefined;
}

/** Where a review is. `open` and `rest` wait for somebody; everything else is on its way. */
export interface Where {
  readonly at: 'new' | 'open' | 'submitted' | 'scored' | 'returned' | 'closing' | 'rest';
  readonly stage: ModelStage;
  readonly round: number;
  /** What an open stage that is signed still waits for. */
  readonly waits?: string | undefined;
  /** The director decided against the deployment: there is nothing to verify. */
  readonly refused?: boolean;
  /** How it ended, or is about to, without a verdict. */
  readonly ended?: 'withdrawn' | 'lapsed' | undefined;
}

export type Wish =
  | 'submit'
  | 'return'
  | 'recall'
  | 'decide'
  | 'refuse'
  | 'sign'
  | 'withdraw'
  | 'anchors';

const beginning: Where = { at: 'new', stage: 'self-assessment', round: 1 };

const after = (stage: ModelStage): ModelStage | undefined => order[order.indexOf(stage) + 1];

const isRunning = ({ at }: Where): boolean => at !== 'closing' && at !== 'rest';

const opened = ({ at, waits }: Where): boolean => at === 'open' && !waits;

/** Whether the review stands so that this command makes sense; `stage` is the one that a submission names. */
export const stands = (where: Where | undefined, wish: Wish, stage?: string): boolean => {
  if (!where) return false;
  switch (wish) {
    case 'submit':
      return opened(where) && where.stage === stage;
    case 'return':
    case 'recall':
      return opened(where) && where.stage === 'evaluation';
    case 'decide':
    case 'refuse':
      return where.at === 'open' && where.waits === 'decision';
    case 'sign':
      return where.at === 'open' && where.waits === 'signature';
    case 'withdraw':
    case 'anchors':
      return isRunning(where);
  }
};

/** Whether the rounds of the instrument allow it as well. */
export const isWithinBudget = (where: Where, wish: Wish, roundBudget: number): boolean =>
  wish !== 'return' || where.round < roundBudget;

/** The one stage and round that may open next, if any. */
export const mayOpen = ({ at, stage, round, refused }: Where) => {
  if (at === 'new') return { stage, round };
  if (at === 'returned') return { stage: order[0], round: round + 1 };
  const next = after(stage);
  return at === 'scored' && next && !refused ? { stage: next, round } : undefined;
};

/** Whether the review may close now. */
export const mayClose = ({ at, stage, refused }: Where): boolean =>
  at === 'closing' || (at === 'scored' && (refused || after(stage) === undefined));

const here = (where: Where, { stage, round }: Happened): boolean =>
  where.stage === stage && where.round === round;

const opens = (where: Where, event: Happened): boolean => {
  const next = mayOpen(where);
  return next?.stage === event.stage && next?.round === event.round;
};

const isSignatureWanted = (where: Where, event: Happened): boolean =>
  where.at === 'open' && where.waits === 'signature' && here(where, event);

/** What each kind of event needs, and what becomes of the review. */
const steps: Readonly<
  Record<string, [(where: Where, event: Happened) => boolean, (event: Happened) => Partial<Where>]>
> = {
  'stage-opened': [
    opens,
    ({ stage, round }) => ({ at: 'open', stage: stage as ModelStage, round: round ?? 0 }),
  ],
  'stage-acknowledged': [(where, event) => where.at === 'open' && here(where, event), () => ({})],
  'stage-submitted': [
    (where, event) => opened(where) && here(where, event),
    ({ waitsFor }) => (waitsFor ? { waits: waitsFor } : { at: 'submitted' }),
  ],
  'evaluation-decided': [
    (where, event) => where.at === 'open' && where.waits === 'decision' && here(where, event),
    ({ decision }) => ({
      at: 'submitted',
      waits: undefined,
      ...(decision === 'not_ready' && { refused: true }),
    }),
  ],
  'verification-signed': [isSignatureWanted, () => ({ at: 'submitted', waits: undefined })],
  'signature-missed': [isSignatureWanted, () => ({ at: 'submitted', waits: undefined })],
  'stage-expired': [
    (where, event) => opened(where) && here(where, event),
    ({ outcome }) => (outcome === 'decide' ? { waits: 'decision' } : {}),
  ],
  'review-lapsed': [
    (where, event) => opened(where) && here(where, event),
    () => ({ at: 'closing', ended: 'lapsed' }),
  ],
  'submission-recalled': [
    (where, event) => opened(where) && where.stage === 'evaluation' && here(where, event),
    () => ({ at: 'returned' }),
  ],
  'stage-scored': [
    (where, event) => where.at === 'submitted' && here(where, event),
    () => ({ at: 'scored' }),
  ],
  'stage-returned': [
    (where, event) => opened(where) && where.stage === 'evaluation' && here(where, event),
    () => ({ at: 'returned' }),
  ],
  'anchors-moved': [isRunning, () => ({})],
  'review-withdrawn': [
    (where, event) => isRunning(where) && here(where, event),
    () => ({ at: 'closing', waits: undefined, ended: 'withdrawn' }),
  ],
  'review-closed': [
    (where, event) => mayClose(where) && event.outcome === (where.ended ?? 'closed'),
    () => ({ at: 'rest' }),
  ],
};

const stepped = (where: Where, event: Happened): Where | undefined => {
  const [needs, becomes] = steps[event.type] ?? [];
  return needs?.(where, event) ? { ...where, ...becomes?.(event) } : undefined;
};

/** Where a review is after its first n events, for each n from 0; throws at the first that may not come. */
export const walk = (events: readonly Happened[]): (Where | undefined)[] => {
  const places: (Where | undefined)[] = [undefined];
  for (const [index, event] of events.entries()) {
    const before = places[index];
    const isFirst = index === 0 && event.type === 'review-opened';
    const now = before ? stepped(before, event) : isFirst ? beginning : undefined;
    if (!now)
      throw new Error(`event ${index + 1}, ${JSON.stringify(event)}, at ${JSON.stringify(before)}`);
    places.push(now);
  }
  return places;
};

const onward = (where: Where): Where => {
  const next = after(where.stage);
  const { waits: _, ...rest } = where;
  return next && !where.refused ? { ...rest, stage: next } : { ...rest, at: 'rest' };
};

/** What one command, or a clock that ran out, does to a review that is at rest before and after it. */
const calmly = (where: Where, event: Happened): Where => {
  switch (event.type) {
    case 'review-withdrawn':
      return { ...where, at: 'rest', waits: undefined, ended: 'withdrawn' };
    case 'review-lapsed':
      return { ...where, at: 'rest', ended: 'lapsed' };
    case 'stage-returned':
    case 'submission-recalled':
      return { ...where, stage: order[0], round: where.round + 1 };
    case 'stage-submitted':
      return event.waitsFor ? { ...where, waits: event.waitsFor } : onward(where);
    case 'stage-expired':
      return event.outcome === 'decide' ? { ...where, waits: 'decision' } : where;
    case 'evaluation-decided':
      return onward({ ...where, ...(event.decision === 'not_ready' && { refused: true }) });
    case 'verification-signed':
    case 'signature-missed':
      return onward(where);
    default:
      return where;
  }
};

/**
 * Where commands and clocks alone leave a review once the machine has done all that is its to do. A
 * withdrawal ends it wherever it is: its stage and round then say nothing.
 */
export const restingPlace = (events: readonly Happened[]): Where =>
  events.reduce(calmly, { ...beginning, at: 'open' });

/** How the wait of a stage ends with this event, in the word that the machine is told; undefined when it does not. */
export const endingOf = ({ type, waitsFor, decision }: Happened): string | undefined => {
  switch (type) {
    case 'stage-submitted':
      return waitsFor ? undefined : 'submitted';
    case 'evaluation-decided':
      return decision === 'not_ready' ? 'refused' : 'submitted';
    case 'verification-signed':
    case 'signature-missed':
      return 'submitted';
    case 'stage-returned':
    case 'submission-recalled':
      return 'returned';
    case 'review-withdrawn':
      return 'withdrawn';
    case 'review-lapsed':
      return 'lapsed';
    default:
      return undefined;
  }
};
