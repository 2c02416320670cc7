import type { Role } from '../../domain/permissions.ts';
import { type SignedIn, signedIn, tokenFor } from '../support/client.ts';

interface Somebody {
  readonly role: Role;
  readonly person: string;
  readonly contributor?: string;
  readonly mission?: string;
}

export const states = ['RWA', 'EGY'] as const;
export const missions = ['MINUSCA', 'UNMISS'] as const;

/** Not everybody is there: Egypt has no contingent commander, UNMISS no verifier, so that others are told in their place. */
const cast: readonly Somebody[] = [
  { role: 'evaluator', person: 'desk-a' },
  { role: 'evaluator', person: 'desk-b' },
  { role: 'director', person: 'director-a' },
  { role: 'permanent_mission', person: 'mission-rwa', contributor: 'RWA' },
  { role: 'permanent_mission', person: 'mission-egy', contributor: 'EGY' },
  { role: 'permanent_mission', person: 'mission-egy-b', contributor: 'EGY' },
  { role: 'contributor', person: 'focal-egy', contributor: 'EGY' },
  { role: 'contingent_commander', person: 'contingent-rwa', contributor: 'RWA' },
  { role: 'verifier', person: 'verifier-minusca', mission: 'MINUSCA' },
  { role: 'verifier', person: 'verifier-minusca-b', mission: 'MINUSCA' },
  { role: 'commander', person: 'commander-unmiss', mission: 'UNMISS' },
];

export const everybody: readonly string[] = cast.map(({ person }) => person);

/** The people of one side who may be given a stage. */
export const colleaguesOf = (role: Role, scope: string): readonly string[] =>
  cast
    .filter((one) => one.role === role && (one.contributor ?? one.mission ?? scope) === scope)
    .map(({ person }) => person);

/** Registers everybody, and signs them in, each by their id. */
export const signInCast = async (url: string): Promise<ReadonlyMap<string, SignedIn>> => {
  const signed = new Map<string, SignedIn>();
  for (const person of cast) {
    await tokenFor(url, person);
    signed.set(person.person, await signedIn(url, person));
  }
  return signed;
};
