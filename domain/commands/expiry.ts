import { endOfDay } from '../due.ts';
import type { NewEvent } from '../events.ts';
import type { Instrument } from '../instrument.ts';
import type { Head } from '../review.ts';

const day = 86_400_000;

const inDays = (at: string, days: number): string => endOfDay(Date.parse(at) + days * day);

/** The declared outcome of a stage whose answers did not come. */
const unheeded = (
  { stage, round, expired = 0 }: Head,
  instrument: Instrument,
  at: string,
): NewEvent | undefined => {
  const rule = instrument.expiry?.[stage];
  if (!rule) return undefined;
  if (rule.outcome === 'extend' && expired < rule.times) {
    const dueAt = inDays(at, rule.days);
    return { type: 'stage-expired', facts: { stage, round, outcome: 'extend', dueAt } };
  }
  const outcome = rule.outcome === 'extend' ? rule.afterwards : rule.outcome;
  if (outcome === 'lapse' || stage !== 'evaluation')
    return { type: 'review-lapsed', facts: { stage, round } };
  const dueAt = inDays(at, instrument.due.evaluation.days);
  return { type: 'stage-expired', facts: { stage, round, outcome, dueAt } };
};

const graceOf = ({ stage, waiting }: Head, instrument: Instrument): number =>
  waiting ? 0 : (instrument.expiry?.[stage]?.graceDays ?? 0) * day;

/**
 * What becomes of an open stage whose due date, and the instrument's grace after it, has passed:
 * its declared default outcome. A decision is waited for without end; a missing second signature
 * is recorded and blocks nothing. Undefined while there is nothing to do; a suspended clock never
 * runs out.
 */
export const expiryOf = (head: Head, instrument: Instrument, at: string): NewEvent | undefined => {
  const { phase, suspended, waiting, dueAt, stage, round } = head;
  if (phase !== 'open' || suspended || !dueAt || waiting === 'decision') return undefined;
  if (Date.parse(at) <= Date.parse(dueAt) + graceOf(head, instrument)) return undefined;
  return waiting === 'signature'
    ? { type: 'signature-missed', facts: { stage, round } }
    : unheeded(head, instrument, at);
};
