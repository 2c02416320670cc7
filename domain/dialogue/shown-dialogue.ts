import { commitmentViewOf, hostStateViewOf, threatViewOf } from './assessment-views.ts';
import { briefingViewOf } from './briefing-view.ts';
import { consultationViewOf } from './consultation-view.ts';
import { expectationViewOf } from './expectation-view.ts';
import type { Dialogue } from './records.ts';
import type { Sight } from './sight.ts';

const shown = <R, V>(
  records: readonly R[],
  sight: Sight,
  viewOf: (record: R, sight: Sight) => V | undefined,
): V[] => records.flatMap((record) => viewOf(record, sight) ?? []);

/** All that somebody may read of a dialogue, by kind, in the order in which it was recorded. */
export const shownDialogue = (dialogue: Dialogue, sight: Sight) => {
  const briefings = shown(dialogue.briefings, sight, briefingViewOf);
  const consultations = shown(dialogue.consultations, sight, consultationViewOf);
  const meetings = new Set([...briefings, ...consultations].map(({ id }) => id));
  return {
    briefings,
    consultations,
    expectations: shown(dialogue.expectations, sight, (record) =>
      expectationViewOf(record, sight, meetings),
    ),
    hostState: shown(dialogue.hostState, sight, hostStateViewOf),
    threats: shown(dialogue.threats, sight, threatViewOf),
    commitments: shown(dialogue.commitments, sight, commitmentViewOf),
  };
};
export type ShownDialogue = ReturnType<typeof shownDialogue>;
