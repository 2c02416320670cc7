import { dayAfter, daysBetween } from './day-parts.ts';
import { type FigureRow, rowOf } from './figure.ts';
import { type Figures, partsOf, type Selection } from './selection.ts';

const holders = ['contributor', 'secretariat', 'mission'] as const;

/** What is late, by who holds the ball. */
export const overdue = (figures: Figures, now: string): FigureRow[] =>
  holders.map((holder) => {
    const late = { figure: 'due', where: [holder], until: now };
    const [longest] = (figures.get('due') ?? [])
      .flatMap(({ parts: [by, at = now] }) => (by === holder && at <= now ? [at] : []))
      .sort();
    return {
      ...rowOf(figures, { holder }, { overdue: late, open: { figure: 'due', where: [holder] } }),
      longestDays: longest ? daysBetween(longest, now) : 0,
    };
  });

/** Ages in days, from so many to so many; the last has no end. */
const ages = [
  [0, 30],
  [31, 90],
  [91, 180],
  [181, undefined],
] as const;

/** Plan actions that nobody found put right, by how long ago they were opened. */
export const plan = (figures: Figures, today: string): FigureRow[] =>
  ages.map(([from, until]) =>
    rowOf(
      figures,
      { age: until === undefined ? `${from}+` : `${from}-${until}` },
      Object.fromEntries(
        holders.map((owner) => [
          owner,
          {
            figure: 'plan',
            where: [owner],
            until: dayAfter(today, -from),
            ...(until !== undefined && { from: dayAfter(today, -until) }),
          },
        ]),
      ),
    ),
  );

/** Of them, those that should be done by now and are not. */
export const planOverdue = (figures: Figures, today: string): FigureRow[] =>
  holders.map((owner) =>
    rowOf(
      figures,
      { owner },
      { overdue: { figure: 'planDue', where: [owner], until: dayAfter(today, -1) } },
    ),
  );

/** Restrictions that stand. */
export const caveats = (figures: Figures): FigureRow[] =>
  partsOf(figures, 'caveat', 0).map((mission) =>
    rowOf(
      figures,
      { mission },
      Object.fromEntries(
        ['declared', 'pending', 'undeclared'].map((kind) => [
          kind,
          { figure: 'caveat', where: [mission, kind] },
        ]),
      ),
    ),
  );

/** Certificates that are missing, have expired or are about to. */
export const certificates = (figures: Figures, today: string): FigureRow[] => {
  const kinds = new Set([
    ...partsOf(figures, 'certMissing', 0),
    ...partsOf(figures, 'certUntil', 0),
  ]);
  const until = (kind: string, from: string | undefined, days: number): Selection => ({
    figure: 'certUntil',
    where: [kind],
    from,
    until: dayAfter(today, days),
  });
  return [...kinds].sort().map((kind) =>
    rowOf(
      figures,
      { kind },
      {
        missing: { figure: 'certMissing', where: [kind] },
        expired: until(kind, undefined, -1),
        within30: until(kind, today, 30),
        within60: until(kind, today, 60),
        within90: until(kind, today, 90),
      },
    ),
  );
};
