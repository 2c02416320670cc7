import { identify, reviewIdOf } from '../../adapters/idempotency.ts';
import { getHead } from '../../adapters/reviews.ts';
import { criteriaOf } from '../../domain/instrument.ts';
import { Refusal } from '../../domain/refusal.ts';
import { HttpRefusal } from '../../functions/http/problem.ts';
import type { Route } from '../../functions/http/route.ts';
import { anchorsRoute, returnRoute, withdrawRoute } from '../../functions/routes/changes.ts';
import { decideRoute, recallRoute, signRoute } from '../../functions/routes/decisions.ts';
import { openReviewRoute } from '../../functions/routes/reviews.ts';
import { submitRoute } from '../../functions/routes/stages.ts';
import { findInstrument } from '../../instruments/catalogue.ts';
import { type Gate, newActor } from './gate.ts';
import { type ModelStage, order, type Wish } from './model.ts';
import { people } from './people.ts';
import { versionOf } from './record.ts';

/** What came of one attempt at a request, between which versions of the record. */
export interface Attempt {
  readonly from: number;
  readonly to: number;
  readonly result: 'acknowledged' | 'refused' | 'failed';
  readonly code: string;
  readonly body: string;
  readonly faulty: boolean;
}

/** One thing that a client asked for, and all attempts at it. */
export interface Asked {
  readonly review: string;
  readonly wish: Wish | 'open';
  readonly marker: string;
  stage?: ModelStage | undefined;
  ifMatch?: number;
  message?: { route: Route; message: unknown } | undefined;
  readonly attempts: Attempt[];
}

/** Its first version asks the same, but there the evaluator decides and one signature is enough. */
const instrument = (() => {
  const found = findInstrument('formed-police-unit', 2);
  if (!found) throw new Error('the instrument of the model is gone');
  return found;
})();
export const { roundBudget } = instrument;

const good = { PCT: 95, SNU: 'S', YN: true } as const;

const allOf = (stage: ModelStage) =>
  Object.fromEntries(criteriaOf(instrument, stage).map(({ id, measure }) => [id, good[measure]]));
const best = Object.fromEntries(
  order.map((stage) => [
    stage,
    Object.fromEntries(Object.entries(allOf(stage)).map(([id, value]) => [id, { value }])),
  ]),
) as Record<ModelStage, Record<string, { value: unknown }>>;

const [sentBack = ''] = Object.keys(best['self-assessment']);
const [disputed = ''] = Object.keys(best.verification);

const openingOf = (key: string) => ({
  contributor: 'RWA',
  mission: 'MINUSCA',
  unit: { name: 'Fictional Police Unit 1', type: 'FPU' },
  instrument: { id: instrument.id, version: key === 'open-2' ? 1 : 2 },
  plannedDeployment: '2027-06-01',
});

/** The review that this key opens. */
export const reviewOf = (key: string): string =>
  reviewIdOf(identify(people.evaluator.id, 'POST', '/v1/reviews', key, openingOf(key)));

const bodies = {
  submit: (marker: string, stage: ModelStage, isPartial: boolean) => {
    const some = { [sentBack]: best['self-assessment'][sentBack] };
    const answers = stage === 'self-assessment' && isPartial ? some : best[stage];
    const recommendation = stage === 'evaluation' ? { recommendation: 'conditional' } : {};
    return { answers, declaration: true, notes: marker, ...recommendation };
  },
  return: (marker: string) => ({
    criteria: [{ criterion: sentBack, reason: marker, wanted: 'A better answer.' }],
  }),
  recall: (marker: string) => ({ reason: marker }),
  decide: (marker: string) => ({ decision: 'conditional', reasons: marker }),
  refuse: (marker: string) => ({ decision: 'not_ready', reasons: marker }),
  sign: (marker: string) => ({
    agrees: false,
    disagreements: [{ criterion: disputed, reason: marker }],
  }),
  withdraw: (marker: string) => ({ reason: marker }),
  anchors: (marker: string) => ({ arrival: '2027-07-01', reason: marker }),
};

const ways = {
  submit: { route: submitRoute, end: (stage: ModelStage) => `stages/${stage}/submission` },
  return: { route: returnRoute, end: () => 'returns' },
  recall: { route: recallRoute, end: () => 'recalls' },
  decide: { route: decideRoute, end: () => 'decisions' },
  refuse: { route: decideRoute, end: () => 'decisions' },
  sign: { route: signRoute, end: () => 'stages/verification/signatures' },
  withdraw: { route: withdrawRoute, end: () => 'withdrawal' },
  anchors: { route: anchorsRoute, end: () => 'anchors' },
};

const submitters = {
  'self-assessment': people.permanentMission,
  evaluation: people.evaluator,
  verification: people.verifier,
};

const askers: Partial<Record<Wish, (typeof people)[keyof typeof people]>> = {
  recall: people.permanentMission,
  decide: people.director,
  refuse: people.director,
  sign: people.contingentCommander,
};

const openMessage = (marker: string) => ({
  route: openReviewRoute,
  message: {
    person: people.evaluator,
    params: {},
    query: {},
    body: openingOf(marker),
    method: 'POST',
    path: '/v1/reviews',
    headers: new Headers({ 'idempotency-key': marker }),
  },
});

/** The request as the client words it after a look at the review; undefined when it sees none. */
const worded = async (asked: Asked): Promise<NonNullable<Asked['message']> | undefined> => {
  const { review, wish, marker } = asked;
  if (wish === 'open') return openMessage(marker);
  const head = await getHead(review);
  if (!head) return undefined;
  asked.stage ??= head.stage;
  asked.ifMatch = head.version;
  const { route, end } = ways[wish];
  return {
    route,
    message: {
      person: wish === 'submit' ? submitters[asked.stage] : (askers[wish] ?? people.evaluator),
      params: { id: review, stage: asked.stage },
      query: {},
      body: bodies[wish](marker, asked.stage, head.returned !== undefined),
      method: 'POST',
      path: `/v1/reviews/${review}/${end(asked.stage)}`,
      headers: new Headers({ 'idempotency-key': marker, 'if-match': `"${head.version}"` }),
    },
  };
};

const codeOf = (error: unknown): [Attempt['result'], string] => {
  if (error instanceof Refusal || error instanceof HttpRefusal) return ['refused', error.code];
  if (!(error instanceof Error)) return ['failed', typeof error];
  const injected = 'injected' in error;
  return ['failed', injected ? 'injected' : error.name];
};

const sent = async ({ route, message }: NonNullable<Asked['message']>) => {
  try {
    const { body } = await route.handle(message as never);
    return { result: 'acknowledged' as const, code: '', body: JSON.stringify(body) };
  } catch (error) {
    const [result, code] = codeOf(error);
    return { result, code, body: '' };
  }
};

/** A client that looks, asks, and asks again with the same key while the answer is that it failed. */
export const ask = (gate: Gate, asked: Asked, patience: number): void => {
  const actor = newActor(`client ${asked.marker}`);
  const work = async () => {
    asked.message ??= await worded(asked);
    for (let tries = 0; asked.message && tries <= patience; tries += 1) {
      actor.faulty = false;
      const from = await versionOf(asked.review);
      const answer = await sent(asked.message);
      const to = await versionOf(asked.review);
      asked.attempts.push({ ...answer, from, to, faulty: actor.faulty });
      if (answer.result !== 'failed') return;
    }
  };
  gate.run(actor, work).catch(() => undefined);
};
