import type { Criterion, Instrument } from '../../domain/instrument.ts';
import type { Readiness } from '../../domain/readiness.ts';
import type { Rating } from '../../domain/scoring.ts';
import { type Stage, stages } from '../../domain/stages.ts';
import { between, draw, pick } from './draw.ts';

/** What a review will be found to be; nothing but its number decides the details. */
export interface Subject {
  readonly number: number;
  readonly outcome: Readiness;
}

type Found = Exclude<Rating, 'NA'>;

/** Of a hundred criteria that are not critical, how many need improvement or fail. */
const weak: Record<Readiness, { readonly improvement: number; readonly failed: number }> = {
  ready: { improvement: 5, failed: 0 },
  conditional: { improvement: 16, failed: 4 },
  not_ready: { improvement: 20, failed: 8 },
};

/** The critical criteria that limit the unit: failed, or in need of improvement. */
const limits = (instrument: Instrument, { number, outcome }: Subject): Set<string> => {
  if (outcome === 'ready') return new Set();
  const critical = instrument.criteria.filter(
    (criterion) => criterion.critical && (outcome === 'not_ready' || criterion.measure !== 'YN'),
  );
  const count = between(1, 3, number, 'limits');
  return new Set(pick(critical, count, number, 'limit').map(({ id }) => id));
};

const ordinary = ({ id, critical, measure }: Criterion, { number, outcome }: Subject): Found => {
  if (critical) return 'S';
  const luck = draw(number, id, 'found') * 100;
  if (luck < weak[outcome].failed) return 'U';
  // A yes-or-no criterion knows nothing in between.
  if (measure === 'YN') return 'S';
  return luck < weak[outcome].failed + weak[outcome].improvement ? 'NI' : 'S';
};

/** How things really are with each criterion, by its id. */
export const truthOf = (instrument: Instrument, subject: Subject): Map<string, Found> => {
  const limiting = limits(instrument, subject);
  const limit = subject.outcome === 'not_ready' ? 'U' : 'NI';
  return new Map(
    instrument.criteria.map((criterion) => [
      criterion.id,
      limiting.has(criterion.id) ? limit : ordinary(criterion, subject),
    ]),
  );
};

/** Of a hundred weaknesses, how many each stage sees; the last stage to speak sees them all. */
const sees: Record<Stage, number> = { 'self-assessment': 45, evaluation: 75, verification: 100 };

/** What a stage says about a criterion: the truth, or better than that. */
export const saidBy = (
  stage: Stage,
  criterion: Criterion,
  truth: Found,
  { number }: Subject,
): Found => {
  const isLast = stages.findLast((other) => criterion.stages.includes(other)) === stage;
  const isSeen = isLast || draw(number, criterion.id, stage, 'sees') * 100 < sees[stage];
  return isSeen ? truth : 'S';
};
