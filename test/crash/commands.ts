import { reviewIdOf } from '../../adapters/idempotency.ts';
import type { Criterion } from '../../domain/instrument.ts';
import { answersTo } from '../support/client.ts';
import { asideOf, type Now } from './asides.ts';
import { contingentOf, contributors, desk, director, missions, ownerOf } from './people.ts';
import { identityOf, type Known, type Sent } from './remembered.ts';
import { oneOf, type Random } from './seeded.ts';
import type { Wire } from './wire.ts';

const instruments = [
  { instrument: { id: 'infantry-battalion', version: 1 }, type: 'INF_BN' },
  { instrument: { id: 'formed-police-unit', version: 1 }, type: 'FPU' },
  { instrument: { id: 'infantry-battalion', version: 2 }, type: 'INF_BN' },
  { instrument: { id: 'formed-police-unit', version: 2 }, type: 'FPU' },
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
  const { version } = instrument;
  const known = { ...sides, id, version, receipts: [], busy: true, ended: false, touched: true };
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

type Command = Pick<Sent, 'kind' | 'by' | 'path' | 'body' | 'ends' | 'ifMatch'>;

/** Now and then a director says no, which ends the review without a field voice. */
const decision = (random: Random, path: string, ifMatch: string): Command => {
  const refused = random() < 0.1;
  const body = refused
    ? { decision: 'not_ready', reasons: 'Not this year.' }
    : { decision: 'ready' };
  return { kind: 'decide', by: director, path: `${path}/decisions`, body, ifMatch, ends: refused };
};

const signature = (known: Known, path: string, ifMatch: string): Command => ({
  kind: 'sign',
  by: contingentOf(known),
  path: `${path}/stages/verification/signatures`,
  // As the record keeps it: the identity of a command is over its body with what may be left out.
  body: { agrees: true, disagreements: [] },
  ifMatch,
  ends: true,
});

/** What the holder of an open stage does with its form: sends some of it back, or signs it. */
const stageWork = async (wire: Wire, random: Random, known: Known, now: Now) => {
  const { path, stage, round } = now;
  const by = ownerOf(stage, known);
  const form = await wire.get(by, `${path}/stages/${stage}`);
  if (!form.body.open) return undefined;
  if (stage === 'evaluation' && round < roundBudget && random() < 0.25) {
    const body = { criteria: sentBack(random, form.body) };
    // The first look at the form is itself in the record: the review has another version since.
    const { etag: ifMatch } = await wire.get(desk, path);
    return { kind: 'return', by, path: `${path}/returns`, body, ifMatch, ends: false } as const;
  }
  const recommends = stage === 'evaluation' && known.version === 2;
  const body = {
    answers: filledIn(random, form.body),
    declaration: true,
    ...(recommends && { recommendation: 'ready' }),
  };
  const end = `${path}/stages/${stage}/submission`;
  const ends = stage === 'verification' && known.version === 1;
  return { kind: 'submit', by, path: end, body, ifMatch: form.etag, ends } as const;
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
  const { body, etag } = await wire.get(desk, path);
  if (!body.holder) return undefined;
  const now: Now = { path, etag, stage: body.stage, round: body.round, situation: body.situation };
  const command =
    (only === 'anything' && asideOf(random, known, now, key)) ||
    (now.situation === 'decision' && decision(random, path, etag)) ||
    (now.situation === 'signature' && signature(known, path, etag)) ||
    (await stageWork(wire, random, known, now));
  return command && { ...command, review: known.id, key };
};
