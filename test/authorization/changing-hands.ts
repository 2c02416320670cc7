import fc from 'fast-check';
import { authorize } from '../../adapters/authorization.ts';
import { openReview } from '../../domain/commands/openings.ts';
import type { By, Event, NewEvent } from '../../domain/events.ts';
import { evolve, fold } from '../../domain/fold.ts';
import type { Instrument } from '../../domain/instrument.ts';
import type { Acting, Action, Role } from '../../domain/permissions.ts';
import type { Head } from '../../domain/review.ts';
import { type Situation, situationOf } from '../../domain/situation.ts';
import { factsOf, subjectOf } from '../../domain/standing.ts';
import { headquarters } from '../../instruments/calendars.ts';
import { oneOfEach } from '../support/small-instrument.ts';
import { type Deed, stepsOf } from './steps.ts';

const instrument: Instrument = { ...oneOfEach, decision: 'director', fieldSignatures: 2 };
const { machineStep, submitted, sentBack, recalled, decided, signed } = stepsOf(instrument, {
  'EX-A1': { value: 95 },
  'EX-A2': { value: 'S' },
  'EX-B1': { value: true },
});
const desk: By = { person: 'desk', role: 'evaluator', rule: 'a-test' };

const atSeq = (seq: number) =>
  new Date(Date.parse('2027-01-01T00:00:00.000Z') + seq * 3_600_000).toISOString();

/** What moves a review on from where it waits: the role that may, the action, and what it does. */
const moves: Partial<Record<Situation, readonly (readonly [Role, Action, Deed])[]>> = {
  self_assessment: [['permanent_mission', 'submit', submitted]],
  evaluation: [
    ['evaluator', 'submit', submitted],
    ['evaluator', 'submit', submitted],
    ['evaluator', 'return', sentBack],
    ['director', 'return', sentBack],
    ['permanent_mission', 'recall', recalled],
  ],
  decision: [
    ['director', 'decide', decided],
    ['director', 'decide', decided],
    ['director', 'return', sentBack],
  ],
  verification: [['verifier', 'submit', submitted]],
  signature: [['contingent_commander', 'sign', signed]],
};

/** One try: who, for whom (if not themselves), which of the moves, and whether somebody moves to the role first. */
export interface Try {
  readonly who: number;
  readonly forWhom: number;
  readonly move: number;
  readonly moved: boolean;
}

const few = 9;

/** Histories of nine people who go from role to role and act for one another. */
export const tries: fc.Arbitrary<Try[]> = fc.array(
  fc.record({
    who: fc.nat(few - 1),
    // One in two acts for themselves.
    forWhom: fc.nat(2 * few - 1),
    move: fc.nat(59),
    moved: fc.nat(3).map((one) => one > 0),
  }),
  { minLength: 40, maxLength: 80 },
);

interface World {
  readonly events: Event[];
  head: Head;
  readonly roles: Role[];
  refused: number;
}

const append = (world: World, event: NewEvent): void => {
  const seq = world.head.version + 1;
  const next = { ...event, seq, at: atSeq(seq), prev: world.head.chain, hash: `hash-${seq}` };
  world.events.push(next as Event);
  world.head = evolve(world.head, next as Event);
};

const runMachine = (world: World): void => {
  const next = machineStep(world.head, atSeq(world.head.version + 1));
  if (!next) return;
  append(world, next);
  runMachine(world);
};

const scopeOf = (role: Role) => {
  if (role === 'permanent_mission' || role === 'contingent_commander')
    return { contributor: 'RWA' };
  return role === 'verifier' ? { mission: 'MINUSCA' } : {};
};

/** The person with the role of whom they act for, as a delegation lends it. */
const actingOf = ({ roles }: World, { who, forWhom }: Try): Acting => {
  const lender = forWhom < few && forWhom !== who ? forWhom : undefined;
  const role = roles[lender ?? who] ?? 'viewer';
  const actsFor = lender === undefined ? {} : { actsFor: { id: `person-${lender}` } };
  return { id: `person-${who}`, role, ...scopeOf(role), ...actsFor };
};

const isAllowed = (acting: Acting, action: Action, head: Head): boolean =>
  authorize(
    acting,
    action,
    subjectOf(head),
    factsOf(head, acting, atSeq(head.version).slice(0, 10), head.stage),
  ).allowed;

const attempt = (world: World, one: Try): void => {
  const possible = moves[situationOf(world.head)] ?? [];
  const chosen = possible[one.move % Math.max(possible.length, 1)];
  if (!chosen) return;
  const [role, action, deed] = chosen;
  if (one.moved) world.roles[one.forWhom < few ? one.forWhom : one.who] = role;
  const acting = actingOf(world, one);
  if (!isAllowed(acting, action, world.head)) {
    world.refused += 1;
    return;
  }
  const { id: person, actsFor } = acting;
  const by = { person, role: acting.role, rule: 'a-test', ...(actsFor && { for: actsFor.id }) };
  // The round budget is not what is tested here.
  if (action === 'return' && world.head.round >= instrument.roundBudget) return;
  append(world, deed(world.head, by, atSeq(world.head.version + 1)));
  runMachine(world);
};

/** Plays a history by the rules of the policies; the events and the head it ends with, and how often no was said. */
export const play = (history: readonly Try[]): World => {
  const opening = openReview(
    'r1',
    {
      contributor: 'RWA',
      mission: 'MINUSCA',
      unit: { name: 'Fictional Battalion 1', type: 'INF_BN' },
      instrument: { id: 'small', version: 1 },
      plannedDeployment: '2027-06-01',
    },
    instrument,
    atSeq(1),
    desk,
    headquarters,
  );
  const first = { ...opening, seq: 1, at: atSeq(1), prev: '', hash: 'hash-1' } as Event;
  const roles = Array.from({ length: few }, (): Role => 'evaluator');
  const world = { events: [first], head: fold([first]), roles, refused: 0 };
  runMachine(world);
  for (const one of history) attempt(world, one);
  return world;
};
