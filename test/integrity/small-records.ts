import {
  anchorHash,
  anchorMessage,
  answersHash,
  eventHash,
  rootOf,
} from '../../adapters/hashing.ts';
import type { Signer } from '../../adapters/signing.ts';
import type { Anchor, Leaf } from '../../domain/anchor.ts';
import { closeReview, nextStep, openStage, scoreSubmission } from '../../domain/chain.ts';
import { moveAnchors } from '../../domain/commands/anchors.ts';
import { openReview } from '../../domain/commands/openings.ts';
import { returnCriteria } from '../../domain/commands/returns.ts';
import { submitStage } from '../../domain/commands/submissions.ts';
import { withdrawReview } from '../../domain/commands/withdrawals.ts';
import type { NewEvent } from '../../domain/events.ts';
import { evolve } from '../../domain/fold.ts';
import type { Head } from '../../domain/review.ts';
import { stageCloseMessage } from '../../domain/stage-close.ts';
import type { ExportedWhole } from '../../domain/verification/record-export.ts';
import type { Evidence } from '../../domain/verification/verify-record.ts';
import { headquarters } from '../../instruments/calendars.ts';
import { oneOf, type Random } from '../crash/seeded.ts';
import { opening } from '../support/client.ts';
import { oneOfEach } from '../support/small-instrument.ts';

const by = { person: 'somebody', role: 'evaluator', rule: 'a-test' };
const answers = {
  'EX-A1': { value: 95 },
  'EX-A2': { value: 'S' },
  'EX-B1': { value: true },
} as const;
const trace = { 'EX-A1': 'S', 'EX-A2': 'S', 'EX-B1': 'S' } as const;
const traces = { 'self-assessment': trace, evaluation: trace, verification: trace };
const hash = answersHash(answers);
const begun = Date.UTC(2027, 0, 1);
const atOf = (seq: number): string => new Date(begun + seq * 60_000).toISOString();

const signed = async (signer: Signer, message: string) => ({
  key: signer.keyId,
  value: Buffer.from(await signer.sign(new TextEncoder().encode(message))).toString('base64url'),
});

const machineStep = (head: Head): NewEvent | undefined => {
  const step = nextStep(head);
  const at = atOf(head.version + 1);
  if (step.task === 'open') return openStage(head, step, oneOfEach, at, headquarters);
  if (step.task === 'score') return scoreSubmission(head, step, oneOfEach, answers);
  return step.task === 'close' ? closeReview(head, step.round, oneOfEach, traces) : undefined;
};

const personsStep = (head: Head, random: Random): NewEvent | undefined => {
  if (head.phase !== 'open') return undefined;
  const at = atOf(head.version + 1);
  const late = { arrival: '2027-06-05', reason: 'the ship is late' };
  const submit = submitStage(head, `${head.round}#${hash}`, {}, by);
  const back = [{ criterion: 'EX-A1', reason: 'unclear', wanted: 'a figure' }];
  const mayReturn = head.stage === 'evaluation' && head.round < oneOfEach.roundBudget;
  return oneOf(random, [
    submit,
    submit,
    moveAnchors(head, oneOfEach, late, at, by, headquarters),
    mayReturn ? returnCriteria(head, oneOfEach, back, by) : submit,
    random() < 0.1 ? withdrawReview(head, 'not needed', by) : submit,
  ]);
};

const placed = async (head: Head | undefined, id: string, event: NewEvent, signer: Signer) => {
  const seq = (head?.version ?? 0) + 1;
  const prev = head?.chain ?? '';
  const closes = event.type === 'stage-scored' || event.type === 'review-closed';
  const signature = closes && (await signed(signer, stageCloseMessage(id, seq, prev)));
  const facts = { ...event.facts, ...(signature && { signature }) };
  const unhashed = { ...event, facts, seq, at: atOf(seq), prev } as never;
  return { ...(unhashed as object), hash: eventHash(id, unhashed) } as never;
};

/** A review of up to `most` events by the rules of the domain alone. */
const playOne = async (id: string, most: number, random: Random, signer: Signer) => {
  const small = { ...opening, instrument: { id: 'small', version: 1 } };
  const events: Record<string, unknown>[] = [];
  let head: Head | undefined;
  let next: NewEvent | undefined = openReview(id, small, oneOfEach, atOf(1), by, headquarters);
  while (next && events.length < most) {
    const event = await placed(head, id, next, signer);
    events.push(event);
    head = evolve(head, event);
    next = machineStep(head) ?? personsStep(head, random);
  }
  return { head: head as unknown as Record<string, unknown>, events };
};

const anchored = async (
  last: Anchor | undefined,
  leaves: Leaf[],
  at: string,
  signer: Signer,
): Promise<Anchor> => {
  const header = {
    n: (last?.n ?? 0) + 1,
    asOf: at,
    count: leaves.length,
    root: rootOf(new Map(leaves.map((leaf) => [leaf[0], leaf]))),
    prev: last ? anchorHash(last) : '',
  };
  const { key, value: signature } = await signed(signer, anchorMessage(header));
  return { ...header, full: true, changed: leaves, key, signature };
};

const leafAt = (id: string, events: readonly Record<string, unknown>[], count: number): Leaf[] => {
  const event = events[Math.min(count, events.length) - 1];
  return event ? [[id, Number(event.seq), String(event.hash)]] : [];
};

/** A small record that nobody has touched: a review or two, two roots, and receipts for every other event. */
export const smallRecord = async (
  number: number,
  random: Random,
  signer: Signer,
): Promise<Evidence> => {
  const ids = [`${number}a`, `${number}b`].slice(0, random() < 0.3 ? 2 : 1);
  const chains: ExportedWhole[] = [];
  for (const id of ids) {
    const { head, events } = await playOne(id, 1 + Math.floor(random() * 12), random, signer);
    const referred = events.filter(({ type }) => type === 'stage-submitted');
    const names = referred.map(({ facts }) => {
      const { stage, answers: name } = facts as { stage: string; answers: string };
      return `${stage}#${name}`;
    });
    const said = Object.fromEntries(names.map((name) => [name, answers]));
    chains.push({ kind: 'review', id, whole: true, head, events, answers: said } as const);
  }
  const early = Math.floor(random() * 12);
  const leaves = (count: number) => chains.flatMap(({ id, events }) => leafAt(id, events, count));
  // Between two events, as no event is ever of the very instant of a root.
  const first = await anchored(undefined, leaves(early), atOf(early + 0.5), signer);
  const second = await anchored(first, leaves(early + 3), atOf(early + 3.5), signer);
  const receipts = chains.flatMap(({ id, events }) =>
    events
      .filter((_, index) => index % 2 === 0)
      .map(({ seq, hash: head }) => ({ review: id, seq: Number(seq), head: String(head) })),
  );
  return { exportedAt: atOf(40), chains, anchors: [first, second], receipts };
};
