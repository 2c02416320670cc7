import { type Role, sideOf } from '../domain/permissions.ts';
import { findContributor } from '../domain/reference/contributors.ts';
import { findMission } from '../domain/reference/missions.ts';
import { Refusal } from '../domain/refusal.ts';

/** For whom a demonstration person speaks: ISO 3166-1 alpha-3, and the acronym of a mission. */
interface Scope {
  readonly contributor?: string | undefined;
  readonly mission?: string | undefined;
}

/** Whom somebody speaks for who names nobody. */
const usual = { contributor: 'RWA', mission: 'MINUSCA' } as const;

/** What the role needs and nobody named, as it is taken. */
export const takenFor = (role: Role, { contributor, mission }: Scope): Scope => {
  const side = sideOf(role);
  if (side === 'contributor' && !contributor) return { contributor: usual.contributor };
  return side === 'mission' && !mission ? { mission: usual.mission } : {};
};

const requireKnown = ({ contributor, mission }: Scope): void => {
  const unknown = (code: string, what: string, path: string) =>
    new Refusal(
      'unknown_reference',
      `${code} is no ${what} that is known here: ${path} lists them.`,
    );
  if (contributor && !findContributor(contributor))
    throw unknown(contributor, 'contributor', '/v1/contributors');
  if (mission && !findMission(mission)) throw unknown(mission, 'mission', '/v1/missions');
};

/** The scope of a demonstration person, as their role needs it. Refuses a code that is on no list. */
export const scopeOf = (wanted: Scope & { readonly role: Role }): Scope => {
  requireKnown(wanted);
  const { contributor, mission } = { ...wanted, ...takenFor(wanted.role, wanted) };
  const side = sideOf(wanted.role);
  if (side === 'contributor') return { contributor };
  if (side === 'mission') return { mission };
  return { ...(contributor && { contributor }), ...(mission && { mission }) };
};
