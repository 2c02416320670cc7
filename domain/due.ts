import type { Instrument } from './instrument.ts';
import type { Stage } from './stages.ts';

const day = 86_400_000;

const endOfDay = (instant: number): string =>
  `${new Date(instant).toISOString().slice(0, 10)}T23:59:59.000Z`;

/**
 * When a stage is due: the end (UTC) of the day that lies the instrument's days after the stage
 * opened, or after the unit's arrival (planned deployment while no arrival is known). A date that
 * an anchor puts into the past gives way to the same days after opening.
 */
export const dueAt = (
  instrument: Instrument,
  stage: Stage,
  openedAt: string,
  anchors: { readonly plannedDeployment: string; readonly arrival?: string | undefined },
): string => {
  const { days, after } = instrument.due[stage];
  const opened = Date.parse(openedAt) + days * day;
  if (after === 'opened') return endOfDay(opened);
  const anchored = Date.parse(anchors.arrival ?? anchors.plannedDeployment) + days * day;
  return endOfDay(anchored > Date.parse(openedAt) ? anchored : opened);
};
