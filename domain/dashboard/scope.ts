import type { Eyes } from './eyes.ts';
import type { Summary } from './summary.ts';

/** Whose reviews figures are of, and with whose eyes they are read. */
export interface Scope {
  readonly eyes: Eyes;
  /** ISO 3166-1 alpha-3 of a State. */
  readonly contributor?: string | undefined;
  /** Acronym of a mission. */
  readonly mission?: string | undefined;
}

/** The name under which the figures of a scope are kept. */
export const scopeName = ({ eyes, contributor, mission }: Scope): string =>
  [eyes, contributor ?? '', mission ?? ''].join('.');

/** The scopes in which a review counts: all, its mission's and its State's for the Secretariat, and each one's own. */
export const scopesOf = ({
  contributor,
  mission,
}: Pick<Summary, 'contributor' | 'mission'>): readonly Scope[] => [
  { eyes: 'secretariat' },
  { eyes: 'secretariat', mission },
  { eyes: 'secretariat', contributor },
  { eyes: 'mission', mission },
  { eyes: 'contributor', contributor },
];

/** Whether a review is among those of a scope. */
export const isInScope = (
  { contributor, mission }: Pick<Scope, 'contributor' | 'mission'>,
  review: Pick<Summary, 'contributor' | 'mission'>,
): boolean =>
  (contributor === undefined || contributor === review.contributor) &&
  (mission === undefined || mission === review.mission);
