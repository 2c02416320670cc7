import { CommandFailed } from '../commands/command-failed.ts';
import { act } from './act.ts';
import { atOnce } from './at-once.ts';
import type { Step } from './course.ts';
import { type DemoClock, openDemoClock } from './demo-clock.ts';
import { gatherTokens } from './people.ts';
import { type PlannedReview, planDemo } from './plan.ts';
import type { PlayedReview, Scene } from './played-review.ts';
import { recordDialogue } from './record-dialogue.ts';
import { ownRows, type Row } from './rows.ts';
import { type Summary, summarise } from './summary.ts';

/** How far the play is: steps done, and the day (`YYYY-MM-DD`) on the host's clock. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly date: string;
}

interface DemoOptions {
  readonly url: string;
  /** A dozen reviews to close and a dozen to leave open. */
  readonly small: boolean;
  /** In place of the product's own rows. */
  readonly rows?: readonly Row[];
  readonly onProgress: (progress: Progress) => void;
  /** Told, in a sentence, what the demonstration does with the clock. */
  readonly onSay?: (sentence: string) => void;
}

const announcements: Record<DemoClock['kind'], string> = {
  'caught-up': 'The clock of the host is 18 months behind: the demonstration ends now.',
  ahead: 'The demonstration moves the clock of the host 18 months forward from where it stands.',
  fixed:
    'This is a deployment, whose clock cannot be moved: everything happens today, and nothing is late.',
};

const begin = (plan: PlannedReview): PlayedReview => ({
  plan,
  id: '',
  promised: [],
  late: false,
  returned: false,
});

interface Turn {
  readonly review: PlayedReview;
  readonly step: Step;
}

/** Everything that happens, by day, the days in their order. */
const byDay = (reviews: readonly PlayedReview[]): [number, Turn[]][] => {
  const turns = reviews.flatMap((review) => review.plan.steps.map((step) => ({ review, step })));
  return [...Map.groupBy(turns, ({ step }) => step.day)].sort(([one], [other]) => one - other);
};

/** A step that fails leaves its review stuck, and the others go on; a host that is gone ends it all. */
const take = async (scene: Scene, { review, step }: Turn): Promise<void> => {
  if (review.stuck) return;
  try {
    await act(scene, review, step);
  } catch (error) {
    if (error instanceof CommandFailed) throw error;
    const why = error instanceof Error ? error.message : String(error);
    review.stuck = `${step.action} on day ${step.day}: ${why}`;
  }
};

const playAll = async (
  scene: Scene,
  reviews: readonly PlayedReview[],
  onProgress: DemoOptions['onProgress'],
): Promise<void> => {
  const total = reviews.reduce((sum, { plan }) => sum + plan.steps.length, 0);
  let done = 0;
  for (const [day, turns] of byDay(reviews)) {
    await scene.clock.goTo(day);
    await atOnce(turns, 8, (turn) => take(scene, turn));
    done += turns.length;
    onProgress({ done, total, date: new Date(scene.clock.now()).toISOString().slice(0, 10) });
  }
  await scene.clock.finish();
};

/** Adds the dialogue of a mission; what is refused of it is a problem, and no reason to stop. */
const addDialogue = async (
  scene: Scene,
  summary: Summary,
  reviews: readonly PlayedReview[],
): Promise<void> => {
  try {
    summary.dialogue = await recordDialogue(scene, reviews);
  } catch (error) {
    if (error instanceof CommandFailed) throw error;
    summary.problems.push(`the dialogue: ${error instanceof Error ? error.message : error}`);
  }
};

/**
 * Plays reviews through the chain over HTTP, as the people concerned, over eighteen months of the
 * host's clock; then reads every one of them back, checks its record, and adds a dialogue on the
 * mission of one of them. Throws CommandFailed when the host does not answer, or a token is missing.
 */
export const playDemo = async (options: DemoOptions): Promise<Summary> => {
  const { url, small, rows = ownRows, onProgress, onSay } = options;
  const plan = planDemo(small, rows);
  const clock = await openDemoClock(url);
  onSay?.(announcements[clock.kind]);
  const tokenOf = await gatherTokens(url, plan);
  const from = clock.now();
  const scene: Scene = { url, clock, tokenOf, run: `demo-${new Date(from).toISOString()}` };
  const reviews = plan.map(begin);
  await playAll(scene, reviews, onProgress);
  const summary = await summarise(scene, reviews, from);
  await addDialogue(scene, summary, reviews);
  return summary;
};
