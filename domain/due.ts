import type { Instrument } from './instrument.ts';
import type { Stage } from './stages.ts';

const day = 86_400_000;

/** The end (UTC) of the day in which an instant lies. */
export const endOfDay = (instant: number): string =>
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

/** When a returned self-assessment is due: its own clock where the instrument has one. */
export const dueOnReturn = (
  instrument: Instrument,
  openedAt: string,
  anchors: Parameters<typeof dueAt>[3],
): string =>
  instrument.returnDays
    ? endOfDay(Date.parse(openedAt) + instrument.returnDays * day)
    : dueAt(instrument, 'self-assessment', openedAt, anchors);

/** When the contingent commander's signature is due, after the field team signed. */
export const signatureDueAt = (
  instrument: Pick<Instrument, 'signatureDays'>,
  signedAt: string,
): string => endOfDay(Date.parse(signedAt) + (instrument.signatureDays ?? 7) * day);
