import { reviewIdOf } from '../../adapters/idempotency.ts';
import type { Criterion } from '../../domain/instrument.ts';
import type { Stage } from '../../domain/stages.ts';
import { answersTo } from '../support/client.ts';
import { contributors, desk, missions, ownerOf } from './people.ts';
import { identityOf, type Known, type Sent } from './remembered.ts';
import { oneOf, type Random } from './seeded.ts';
import type { Wire } from './wire.ts';

const instruments = [
  { instrument: { id: 'infantry-battalion', version: 1 }, type: 'INF_BN' },
  { instrument: { id: 'formed-police-unit', version: 1 }, type: 'FPU' },
] as const;

const roundBudget = 3;

/** A new review, and the request that opens it; its id follows from the request. */
export const openingOf = (random: Random, key: string): { known: Known; sent: Sent } => {
  const { instrument, type } = oneOf(random, instruments);
  const sides = { contributor: oneOf(random, contributors), mission: oneOf(random, missions) };
  const unit = { name: `Fictional unit ${key}`, type };
  const body = { ...sides, unit, instrument, plannedDeployment: '2027-06-01' };
  const request = { kind: 'open', by: desk, path: '/v1/reviews', body, key, ends: false } as const;
  const id = reviewIdOf(identityOf(request));
  const known = { ...sides, id, receipts: [], busy: true, ended: false, touched: true };
  return { known, sent: { ...request, review: id } };
};

interface Form {
  readonly criteria: readonly Criterion[];
  readonly returned: readonly { readonly criterion: string }[];
}

const askedBy = ({ criteria, returned }: Form): readonly Criterion[] => {
  const ids = new Set(returned.map(({ criterion }) => criterion));
  return ids.size > 0 ? criteria.filter(({ id }) => ids.has(id)) : criteria;
};

/** Answers of which one in ten is poor, so that the verdicts differ. */
const filledIn = (random: Random, form: Form) => {
  const asked = askedBy(form);
  const poor = asked.filter(({ measure }) => measure !== 'SNU' && random() < 0.1);
  const exceptions = poor.map(({ id, measure }) => [id, measure === 'PCT' ? 75 : false]);
  return answersTo(asked, Object.fromEntries(exceptions));
};

const sentBack = (random: Random, { criteria }: Form) =>
  criteria
    .filter(({ stages }) => stages.includes('self-assessment'))
    .filter((_, index) => index === 0 || random() < 0.05)
    .map(({ id }) => ({ criterion: id, reason: 'Not shown.', wanted: 'A record of it.' }));

/** What an office does beside the stages, whatever the machine is doing meanwhile. */
const asides = (random: Random, stage: Stage) => {
  const roll = random();
  if (roll < 0.03)
    return {
      kind: 'withdraw',
      end: 'withdrawal',
      ends: true,
      body: { reason: 'Pledge withdrawn.' },
    };
  if (roll < 0.08) {
    const body = { arrival: '2027-07-01', reason: 'The rotation moved.' };
    return { kind: 'move', end: 'anchors', ends: false, body };
  }
  if (roll < 0.13)
    return { kind: 'assign', end: 'assignments', ends: false, body: { stage, team: 'Team 1' } };
  return undefined;
};

/** The next thing that somebody does to a review; undefined while it is on its way, or over. */
export const nextCommand = async (
  wire: Wire,
  random: Random,
  known: Known,
  key: string,
  only: 'stages' | 'anything',
): Promise<Sent | undefined> => {
  const path = `/v1/reviews/${known.id}`;
  const head = await wire.get(desk, path);
  const { stage, round, holder } = head.body as { stage: Stage; round: number; holder: unknown };
  if (!holder) return undefined;
  const base = { review: known.id, key, by: desk, ifMatch: head.etag };
  const aside = only === 'anything' && asides(random, stage);
  if (aside) {
    const { kind, end, ends, body } = aside;
    return { ...base, kind: kind as Sent['kind'], path: `${path}/${end}`, ends, body };
  }
  const by = ownerOf(stage, known);
  const form = await wire.get(by, `${path}/stages/${stage}`);
  if (!form.body.open) return undefined;
  if (stage === 'evaluation' && round < roundBudget && random() < 0.25) {
    const body = { criteria: sentBack(random, form.body) };
    // The first look at the form is itself in the record: the review has another version since.
    const { etag: ifMatch } = await wire.get(desk, path);
    return { ...base, ifMatch, kind: 'return', path: `${path}/returns`, ends: false, body };
  }
  const body = { answers: filledIn(random, form.body), declaration: true };
  const submission = { kind: 'submit', path: `${path}/stages/${stage}/submission`, body } as const;
  return { ...base, ...submission, by, ifMatch: form.etag, ends: stage === 'verification' };
};
