import { Readiness } from '../readiness.ts';
import { monthOf, monthsBetween } from './day-parts.ts';
import { behindOf, type Figure, type FigureRow } from './figure.ts';
import { quantile } from './histogram.ts';
import { type Figures, partsOf, sumOf } from './selection.ts';

/** How far a verdict may be relied on. The words and their limits are this project's. */
export type Confidence = 'high' | 'medium' | 'low';

/** What confidence rests on: share verified in per cent, age in months, and gap in points, where it is known. */
export interface Footing {
  readonly verified: number;
  readonly months: number;
  readonly gap: number | null;
}

/** From so much verified, up to such an age and gap. */
const limits = {
  high: { verified: 80, months: 6, gap: 10 },
  medium: { verified: 50, months: 12, gap: 25 },
} as const;

type Weakness = 'verified' | 'months' | 'gap';

const weaknesses = ({ verified, months, gap }: Footing, level: keyof typeof limits): Weakness[] => {
  const limit = limits[level];
  return [
    ...(verified < limit.verified ? (['verified'] as const) : []),
    ...(months > limit.months ? (['months'] as const) : []),
    // A gap that nobody may read or that nothing shows is no ground for confidence.
    ...(gap === null || Math.abs(gap) > limit.gap ? (['gap'] as const) : []),
  ];
};

/** How sure a verdict is, and what keeps it from being surer. */
export const confidenceOf = (
  footing: Footing,
): { readonly confidence: Confidence; readonly because: readonly Weakness[] } => {
  const short = weaknesses(footing, 'high');
  if (short.length === 0) return { confidence: 'high', because: [] };
  const far = weaknesses(footing, 'medium');
  return far.length === 0
    ? { confidence: 'medium', because: short }
    : { confidence: 'low', because: far };
};

const share = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10;

/** The age in months that half of what verdicts rest on has at most. */
const medianAge = (figures: Figures, mission: string, today: string): number => {
  const ages = (figures.get('restsOn') ?? [])
    .filter(({ parts }) => parts[0] === mission)
    .map(({ parts, value }) => [monthsBetween(parts[1] ?? '', monthOf(today)), value] as const);
  return quantile(new Map(ages), 0.5) ?? 0;
};

const limitingIn = (figures: Figures, mission: string): { id: string; count: number }[] =>
  partsOf(figures, 'limit', 1, [mission])
    .map((id) => ({ id, count: sumOf(figures, { figure: 'limit', where: [mission, id] }) }))
    .sort((one, other) => other.count - one.count || (one.id < other.id ? -1 : 1));

const ofMission = (figures: Figures, mission: string, today: string): FigureRow => {
  const where = [mission];
  const of = (figure: string) => sumOf(figures, { figure, where });
  const ratings = Object.fromEntries(
    Readiness.options.map((rating) => [
      rating,
      sumOf(figures, { figure: 'rated', where: [mission, rating] }),
    ]),
  );
  const verified = share(of('verifiedItems'), of('items'));
  const months = medianAge(figures, mission, today);
  const count = of('gapOf');
  const gap = count > 0 ? Math.round((of('gapOfSum') / count) * 10) / 10 : null;
  const { confidence, because } = confidenceOf({ verified, months, gap });
  const [first, second, third] = limitingIn(figures, mission);
  return {
    mission,
    ...ratings,
    verified,
    months,
    gap,
    gapOf: count,
    confidence,
    because: because.join(';'),
    limits: [first, second, third].flatMap((limit) => limit?.id ?? []).join(';'),
    behind: behindOf(
      { ...ratings, gap: count, verified: of('items') },
      {
        ...Object.fromEntries(
          Readiness.options.map((rating) => [
            rating,
            { figure: 'rated', where: [mission, rating] },
          ]),
        ),
        gap: { figure: 'gapOf', where },
        verified: { figure: 'items', where },
      },
    ),
  };
};

const limiting = (figures: Figures): FigureRow[] =>
  partsOf(figures, 'limit', 1)
    .map((criterion) => {
      const selection = { figure: 'limit', where: ['', criterion] };
      const reviews = sumOf(figures, selection);
      return { criterion, reviews, behind: behindOf({ reviews }, { reviews: selection }) };
    })
    .sort(
      (one, other) => other.reviews - one.reviews || (one.criterion < other.criterion ? -1 : 1),
    );

const limitingBeside = (figures: Figures): FigureRow[] =>
  partsOf(figures, 'limitKind', 1).map((kind) => {
    const selection = { figure: 'limitKind', where: ['', kind] };
    const reviews = sumOf(figures, selection);
    return { kind, reviews, behind: behindOf({ reviews }, { reviews: selection }) };
  });

/** Readiness as it is known on a day: verdicts, and how far they may be relied on, never a percentage alone. */
export const readinessOn = (figures: Figures, today: string): Figure[] => [
  {
    id: 'byMission',
    rows: partsOf(figures, 'rated', 0).map((mission) => ofMission(figures, mission, today)),
  },
  { id: 'limiting', rows: limiting(figures) },
  { id: 'limitingBeside', rows: limitingBeside(figures) },
];
