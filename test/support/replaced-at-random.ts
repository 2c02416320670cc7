import fc from 'fast-check';
import type { Answer } from '../../domain/answers.ts';
import type { Measure } from '../../domain/measure.ts';
import { type Stage, stages } from '../../domain/stages.ts';
import type { Change } from '../../domain/versions/mapping.ts';
import { nextVersion } from './replaced-instrument.ts';
import { instrumentOf } from './small-instrument.ts';

interface Wanted {
  readonly id: string;
  readonly measure: Measure;
  readonly stages: Stage[];
  readonly critical: boolean;
}

interface Drawn extends Wanted {
  /** Measure and stages in the second version, where the fate lets them change. */
  readonly into: Measure;
  readonly later: Stage[];
  readonly fate: 'keep' | 'rename' | 'split' | 'merge' | 'scale' | 'retire';
}

interface Became {
  readonly changes: Change[];
  readonly wanted: Wanted[];
}

const valuesOf: Record<Measure, fc.Arbitrary<Answer['value']>> = {
  PCT: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constant('not_assessed')),
  SNU: fc.constantFrom('S', 'NI', 'U', 'not_assessed'),
  YN: fc.oneof(fc.boolean(), fc.constant('not_assessed')),
};

const steps = {
  PCT: [100, 80, 0],
  SNU: ['S', 'NI', 'U'],
  YN: [true, false, false],
} as const satisfies Record<Measure, readonly unknown[]>;

/** A complete change of scale from any measure to any other. */
const scale = (criterion: string, from: Measure, to: Measure): Change => {
  const [full, half, none] = steps[to];
  if (from === 'PCT')
    return {
      change: 'scale',
      criterion,
      from,
      to,
      bands: { satisfactory: 90, improvement: 70 },
    };
  const values = from === 'YN' ? { true: full, false: none } : { S: full, NI: half, U: none };
  return { change: 'scale', criterion, from, to, values: values as Record<string, boolean> };
};

const laterOf = ({ id, measure, later, critical }: Drawn): Wanted => ({
  id,
  measure,
  stages: later,
  critical,
});

const kept = (one: Drawn): Became => ({ changes: [], wanted: [laterOf(one)] });

const renamed = (id: string) => id.replace('EX-A', 'EX-B');

const became: Record<Drawn['fate'], (one: Drawn) => Became> = {
  keep: kept,
  merge: kept,
  rename: (one) => ({
    changes: [{ change: 'rename', from: one.id, to: renamed(one.id) }],
    wanted: [{ ...laterOf(one), id: renamed(one.id) }],
  }),
  split: (one) => ({
    changes: [{ change: 'split', from: one.id, to: [one.id, renamed(one.id)] }],
    wanted: [laterOf(one), { ...laterOf(one), id: renamed(one.id) }],
  }),
  scale: (one) =>
    one.into === one.measure
      ? kept(one)
      : {
          changes: [scale(one.id, one.measure, one.into)],
          wanted: [{ ...laterOf(one), measure: one.into }],
        },
  retire: ({ id }) => ({ changes: [{ change: 'retired', criterion: id }], wanted: [] }),
};

const everywhere = { stages: [...stages], critical: false };

/** Those that merge: of one measure, and at least two of them. */
const mergingIn = (drawn: readonly Drawn[]): Drawn[] => {
  const wanting = drawn.filter(({ fate }) => fate === 'merge');
  const merging = wanting.filter(({ measure }) => measure === wanting[0]?.measure);
  return merging.length > 1 ? merging : [];
};

const mergeOf = (merging: readonly Drawn[]): Became => {
  const [first] = merging;
  if (!first) return { changes: [], wanted: [] };
  const from = merging.map(({ id }) => id);
  return {
    changes: [{ change: 'merge', from, to: 'EX-M1', rule: 'worst' }],
    wanted: [{ id: 'EX-M1', measure: first.measure, ...everywhere }],
  };
};

const added: Became = {
  changes: [{ change: 'added', criterion: 'EX-N1' }],
  wanted: [{ id: 'EX-N1', measure: 'YN', ...everywhere }],
};

const versionsOf = (drawn: readonly Drawn[]) => {
  const merging = mergingIn(drawn);
  const others = drawn.filter((one) => !merging.includes(one));
  const all = [...others.map((one) => became[one.fate](one)), mergeOf(merging), added];
  const before = instrumentOf(
    drawn.map(({ id, measure, stages: asked, critical }) => ({
      id,
      measure,
      stages: asked,
      critical,
    })),
  );
  const after = nextVersion(
    before,
    all.flatMap(({ wanted }) => wanted),
    all.flatMap(({ changes }) => changes),
  );
  return { before, after };
};

const measures = fc.constantFrom<Measure>('PCT', 'SNU', 'YN');
const someStages = fc.subarray([...stages], { minLength: 1 });

const drawnOnes = fc
  .array(
    fc.record({
      measure: measures,
      into: measures,
      stages: someStages,
      later: someStages,
      critical: fc.boolean(),
      fate: fc.constantFrom<Drawn['fate']>('keep', 'rename', 'split', 'merge', 'scale', 'retire'),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((drawn) => drawn.map((one, index): Drawn => ({ ...one, id: `EX-A${index + 1}` })));

/** A first version, a second one that changes it at random, a stage, and answers to all of the first. */
export const replacedAtRandom = drawnOnes.chain((drawn) =>
  fc.record({
    before: fc.constant(versionsOf(drawn).before),
    after: fc.constant(versionsOf(drawn).after),
    stage: fc.constantFrom(...stages),
    answers: fc.record(
      Object.fromEntries(
        drawn.map(({ id, measure }) => [id, fc.record({ value: valuesOf[measure] })]),
      ),
    ),
  }),
);
