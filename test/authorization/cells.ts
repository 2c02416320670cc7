import fc from 'fast-check';
import {
  type Action,
  type Asker,
  actions,
  type Facts,
  type Matter,
  Role,
  reviewActions,
  type Subject,
} from '../../domain/permissions.ts';
import { Released } from '../../domain/review.ts';
import { Situation } from '../../domain/situation.ts';
import { stages } from '../../domain/stages.ts';

/** One question to the rules. Without `facts` it is asked outside any review. */
export interface Cell {
  readonly asker: Asker;
  readonly action: Action;
  readonly about: Subject | Matter;
  readonly facts?: Facts | undefined;
}

type Choices = Readonly<Record<string, readonly unknown[]>>;
type Chosen<C extends Choices> = { readonly [K in keyof C]: C[K][number] };

/** Every way to choose one of each. */
const everyWay = <C extends Choices>(choices: C): Chosen<C>[] =>
  Object.entries(choices).reduce<object[]>(
    (ways, [name, values]) =>
      ways.flatMap((way) => values.map((value) => ({ ...way, [name]: value }))),
    [{}],
  ) as Chosen<C>[];

const no = [false] as const;
const noOrYes = [false, true] as const;
const ownOtherOrNoState = ['RWA', 'GHA', undefined] as const;
const ownOtherOrNoMission = ['MINUSCA', 'UNMISS', undefined] as const;

const ofState: readonly Role[] = ['contributor', 'permanent_mission', 'contingent_commander'];
const ofMission: readonly Role[] = ['verifier', 'commander'];
const ofNeither: readonly Role[] = ['evaluator', 'director', 'admin'];

/** Those who are of the review's State or mission, or of none where their role has none. */
const concerned: Asker[] = [
  ...everyWay({ role: [...ofState, 'viewer'] as const, contributor: ['RWA'] }),
  ...everyWay({ role: [...ofMission, 'viewer'] as const, mission: ['MINUSCA'] }),
  ...everyWay({ role: ofNeither }),
];

/** Those who are of another State or mission, whose scope is missing, and whose scope should not be theirs. */
const others: Asker[] = [
  ...everyWay({ role: [...ofState, 'viewer'] as const, contributor: ['GHA', undefined] }),
  ...everyWay({ role: [...ofMission, 'viewer'] as const, mission: ['UNMISS', undefined] }),
  ...everyWay({
    role: [...ofState, ...ofMission, ...ofNeither],
    contributor: ['RWA'],
    mission: ['MINUSCA'],
  }),
  ...everyWay({ role: ofState, mission: ['MINUSCA'] }),
  ...everyWay({ role: ofMission, contributor: ['RWA'] }),
];

export const everybody = [...concerned, ...others];

export const subjects: Subject[] = everyWay({
  contributor: ['RWA'],
  mission: ['MINUSCA'],
  situation: Situation.options,
  suspended: noOrYes,
});

export const matters: Matter[] = everyWay({
  contributor: ownOtherOrNoState,
  mission: ownOtherOrNoMission,
});

const nothing = {
  submitted: no,
  evaluated: no,
  decided: no,
  verified: no,
  assignedToOther: no,
  seen: no,
  released: [[]],
} as const;

const deeds = {
  submitted: noOrYes,
  evaluated: noOrYes,
  decided: noOrYes,
  verified: noOrYes,
} as const;

const everyRelease = everyWay({
  evaluation: noOrYes,
  notes: noOrYes,
  verification: noOrYes,
  caveats: noOrYes,
} satisfies Record<Released, unknown>).map((is) => Released.options.filter((what) => is[what]));

/** The facts that can matter to an action, in every combination; an action that is not here looks at none. */
export const matter: Partial<Record<Action, Choices>> = {
  'read-form': { stage: stages, released: everyRelease },
  'save-draft': { stage: stages, ...deeds },
  submit: { stage: stages, ...deeds, assignedToOther: noOrYes },
  'send-back': deeds,
  recall: { ...deeds, seen: noOrYes },
  return: deeds,
  decide: deeds,
  sign: deeds,
  assign: { stage: stages },
};

/** Whether nothing is said that would set this apart from any other review. */
const isPlain = ({ stage: _, released, ...facts }: Facts) =>
  released.length === 0 && Object.values(facts).every((fact) => !fact);

function* askedOn(action: Action, facts: Facts): Generator<Cell> {
  const askers = isPlain(facts) ? everybody : concerned;
  for (const about of subjects) for (const asker of askers) yield { asker, action, about, facts };
}

function* onReviews(): Generator<Cell> {
  for (const action of reviewActions)
    for (const facts of everyWay({ ...nothing, ...matter[action] })) yield* askedOn(action, facts);
}

function* outsideReviews(): Generator<Cell> {
  const onReview = new Set<Action>(reviewActions);
  for (const action of actions.filter((any) => !onReview.has(any)))
    for (const about of matters) for (const asker of everybody) yield { asker, action, about };
}

/** Role and scope × action × stage × situation × suspended × the facts that can matter to the action. */
export function* everyCell(): Generator<Cell> {
  yield* onReviews();
  yield* outsideReviews();
}

// A viewer's scope is a State or a mission, never both.
const anyAsker = fc.constantFrom(
  ...everyWay({
    role: Role.options,
    contributor: ownOtherOrNoState,
    mission: ownOtherOrNoMission,
  }).filter(({ role, contributor, mission }) => role !== 'viewer' || !contributor || !mission),
);

const anyFacts = fc.record({
  stage: fc.constantFrom(...stages),
  submitted: fc.boolean(),
  evaluated: fc.boolean(),
  decided: fc.boolean(),
  verified: fc.boolean(),
  assignedToOther: fc.boolean(),
  seen: fc.boolean(),
  released: fc.constantFrom(...everyRelease),
});

/** Cells in which all may be anything: facts that should not matter, scopes that a role should not have. */
export const sampledCells = (seed: number, count: number): Cell[] =>
  fc.sample(
    fc.record({
      asker: anyAsker,
      action: fc.constantFrom(...reviewActions),
      about: fc.constantFrom(...subjects),
      facts: anyFacts,
    }),
    { seed, numRuns: count },
  );
