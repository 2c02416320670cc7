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
}

/** Where a review is. `open` and `rest` wait for somebody; everything else is on its way. */
export interface Where {
  readonly at: 'new' | 'open' | 'submitted' | 'scored' | 'returned' | 'closing' | 'rest';
  readonly stage: ModelStage;
  readonly round: number;
  readonly withdrawn: boolean;
}

export type Wish = 'submit' | 'return' | 'withdraw' | 'anchors';

const beginning: Where = { at: 'new', stage: 'self-assessment', round: 1, withdrawn: false };

const after = (stage: ModelStage): ModelStage | undefined => order[order.indexOf(stage) + 1];

const isRunning = ({ at }: Where): boolean => at !== 'closing' && at !== 'rest';

/** Whether a command is allowed here; `stage` is the one that a submission names. */
export const may = (
  where: Where | undefined,
  wish: Wish,
  roundBudget: number,
  stage?: string,
): boolean => {
  if (!where) return false;
  switch (wish) {
    case 'submit':
      return where.at === 'open' && where.stage === stage;
    case 'return':
      return where.at === 'open' && where.stage === 'evaluation' && where.round < roundBudget;
    case 'withdraw':
    case 'anchors':
      return isRunning(where);
  }
};

/** The one stage and round that may open next, if any. */
export const mayOpen = ({ at, stage, round }: Where) => {
  if (at === 'new') return { stage, round };
  if (at === 'returned') return { stage: order[0], round: round + 1 };
  const next = after(stage);
  return at === 'scored' && next ? { stage: next, round } : undefined;
};

/** Whether the review may close now. */
export const mayClose = ({ at, stage }: Where): boolean =>
  at === 'closing' || (at === 'scored' && after(stage) === undefined);

const here = (where: Where, { stage, round }: Happened): boolean =>
  where.stage === stage && where.round === round;

const opens = (where: Where, event: Happened): boolean => {
  const next = mayOpen(where);
  return next?.stage === event.stage && next?.round === event.round;
};

/** What each kind of event needs, and what becomes of the review. */
const steps: Readonly<
  Record<string, [(where: Where, event: Happened) => boolean, (event: Happened) => Partial<Where>]>
> = {
  'stage-opened': [
    opens,
    ({ stage, round }) => ({ at: 'open', stage: stage as ModelStage, round: round ?? 0 }),
  ],
  'stage-submitted': [
    (where, event) => where.at === 'open' && here(where, event),
    () => ({ at: 'submitted' }),
  ],
  'stage-scored': [
    (where, event) => where.at === 'submitted' && here(where, event),
    () => ({ at: 'scored' }),
  ],
  'stage-returned': [
    (where, event) => where.at === 'open' && where.stage === 'evaluation' && here(where, event),
    () => ({ at: 'returned' }),
  ],
  'anchors-moved': [isRunning, () => ({})],
  'review-withdrawn': [
    (where, event) => isRunning(where) && here(where, event),
    () => ({ at: 'closing', withdrawn: true }),
  ],
  'review-closed': [
    (where, event) =>
      mayClose(where) && event.outcome === (where.withdrawn ? 'withdrawn' : 'closed'),
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

/**
 * Where the commands alone leave a review once the machine has done all that is its to do. A
 * withdrawal ends it wherever it is: its stage and round then say nothing.
 */
export const restingPlace = (commands: readonly Happened[]): Where => {
  let where: Where = { ...beginning, at: 'open' };
  for (const { type } of commands) {
    const next = after(where.stage);
    if (type === 'review-withdrawn') where = { ...where, at: 'rest', withdrawn: true };
    if (type === 'stage-returned') where = { ...where, stage: order[0], round: where.round + 1 };
    if (type === 'stage-submitted')
      where = next ? { ...where, stage: next } : { ...where, at: 'rest' };
  }
  return where;
};
