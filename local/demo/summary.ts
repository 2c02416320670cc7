import type { Readiness } from '../../domain/readiness.ts';
import type { Stage } from '../../domain/stages.ts';
import { atOnce } from './at-once.ts';
import { checkRecord, isOverdue } from './check-record.ts';
import type { DemoClock } from './demo-clock.ts';
import type { PlayedReview, Scene } from './played-review.ts';

/** What a demonstration came to, as read back from the system. Counts are of reviews. */
export interface Summary {
  readonly planned: { readonly closed: number; readonly open: number };
  closed: number;
  open: number;
  stuck: number;
  readonly verdicts: Record<Readiness, number>;
  readonly openByStage: Record<Stage, number>;
  overdue: number;
  readonly returned: number;
  readonly late: number;
  recordsChecked: number;
  /** Records of the dialogue on one mission. */
  dialogue: number;
  /** What is not as it should be, each with its unit; empty when all is well. */
  readonly problems: string[];
  readonly clock: DemoClock['kind'];
  /** First and last instant of the host's clock, ISO 8601. */
  readonly from: string;
  readonly to: string;
}

const emptySummary = (scene: Scene, reviews: readonly PlayedReview[], from: number): Summary => ({
  planned: {
    closed: reviews.filter(({ plan }) => !plan.rest).length,
    open: reviews.filter(({ plan }) => plan.rest).length,
  },
  closed: 0,
  open: 0,
  stuck: 0,
  verdicts: { ready: 0, conditional: 0, not_ready: 0 },
  openByStage: { 'self-assessment': 0, evaluation: 0, verification: 0 },
  overdue: 0,
  returned: reviews.filter(({ returned }) => returned).length,
  late: reviews.filter(({ late }) => late).length,
  recordsChecked: 0,
  dialogue: 0,
  problems: [],
  clock: scene.clock.kind,
  from: new Date(from).toISOString(),
  to: new Date(scene.clock.now()).toISOString(),
});

const countStuck = (summary: Summary, { plan, stuck }: PlayedReview): void => {
  summary.stuck += 1;
  summary.problems.push(`${plan.unitName} is stuck: ${stuck}`);
};

const count = async (scene: Scene, summary: Summary, review: PlayedReview): Promise<void> => {
  const { view, problems } = await checkRecord(scene, review);
  summary.recordsChecked += 1;
  summary.problems.push(...problems.map((problem) => `${review.plan.unitName}: ${problem}`));
  if (view.state === 'closed') {
    summary.closed += 1;
    if (view.verdict) summary.verdicts[view.verdict.rating] += 1;
    return;
  }
  summary.open += 1;
  summary.openByStage[view.stage] += 1;
  if (isOverdue(view, scene)) summary.overdue += 1;
};

/** Reads every review back, checks its record, and counts. */
export const summarise = async (
  scene: Scene,
  reviews: readonly PlayedReview[],
  from: number,
): Promise<Summary> => {
  const summary = emptySummary(scene, reviews, from);
  await atOnce(reviews, 8, async (review) =>
    review.stuck ? countStuck(summary, review) : count(scene, summary, review),
  );
  return summary;
};
