import type { Asker, Role } from '../../domain/permissions.ts';
import { Hand } from '../../domain/review.ts';
import { tokenFor } from '../support/client.ts';

/** Somebody who sends requests: who they are in the rules, and what of the review went through their hands. */
export interface Player {
  readonly id: string;
  readonly asker: Asker;
  readonly did: Hand | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

type Part = Omit<Player, 'headers'> & { readonly actsFor?: string };

const workers = [
  { role: 'contributor', contributor: 'RWA' },
  { role: 'permanent_mission', contributor: 'RWA' },
  { role: 'contingent_commander', contributor: 'RWA' },
  { role: 'evaluator' },
  { role: 'director' },
  { role: 'verifier', mission: 'MINUSCA' },
] as const satisfies readonly Asker[];

const onlookers = [
  { role: 'commander', mission: 'MINUSCA' },
  { role: 'viewer', contributor: 'RWA' },
  { role: 'viewer', mission: 'MINUSCA' },
] as const satisfies readonly Asker[];

/** Those for whom the review does not exist: of another State or mission, or of none. */
const strangers: readonly Asker[] = [
  ...[...workers, ...onlookers].flatMap(({ role, ...scope }: Asker): Asker[] => {
    if (scope.contributor) return [{ role, contributor: 'GHA' }];
    return scope.mission ? [{ role, mission: 'UNMISS' }] : [];
  }),
  { role: 'viewer' },
  { role: 'admin' },
];

const idOf = ({ role, contributor, mission }: Asker, did?: Hand): string =>
  [role.replaceAll('_', '-'), contributor, mission, did]
    .filter((part) => part !== undefined)
    .join('-')
    .toLowerCase();

const plain = (asker: Asker): Part => ({ id: idOf(asker), asker, did: undefined });

/** Each of the working roles once for every deed on the review. */
const doers: readonly Part[] = workers.flatMap((asker) =>
  Hand.options.map((did) => ({ id: idOf(asker, did), asker, did })),
);

/** Colleagues who did nothing themselves, and act for those who did. */
const delegates: readonly Part[] = doers.map(({ id, asker, did }) => ({
  id: `${id}-delegate`,
  asker,
  did,
  actsFor: id,
}));

/** The ids of those who did this. */
export const handsOf = (deed: Hand): string[] =>
  doers.flatMap(({ id, did }) => (did === deed ? [id] : []));

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

const tokenOf = (url: string, { role, contributor, mission }: Asker, person: string) =>
  tokenFor(url, { role, person, ...(contributor && { contributor }), ...(mission && { mission }) });

const lend = async (url: string, { asker, id, actsFor }: Part, authorization: string) => {
  if (!actsFor) return { authorization };
  const lender = `Bearer ${await tokenOf(url, asker, actsFor)}`;
  const response = await fetch(`${url}/v1/delegations`, {
    method: 'POST',
    headers: {
      authorization: lender,
      'content-type': 'application/json',
      'idempotency-key': id,
    },
    body: JSON.stringify({ to: id, ends: tomorrow(), reason: 'on leave' }),
  });
  if (response.status !== 201) throw new Error(`${actsFor} cannot lend: ${response.status}`);
  return { authorization, 'on-behalf-of': actsFor };
};

const signIn = async (url: string, part: Part): Promise<Player> => {
  const { id, asker, did } = part;
  const authorization = `Bearer ${await tokenOf(url, asker, id)}`;
  const headers = { 'content-type': 'application/json', ...(await lend(url, part, authorization)) };
  return { id, asker, did, headers };
};

/**
 * Everybody, signed in at a host: each role with clean hands, those who did something, those who act for
 * them, and those for whom the review does not exist. The Secretariat comes last: what it reads is noted.
 */
export const signInAll = async (url: string) => {
  const desk: readonly Role[] = ['evaluator', 'director'];
  const inOrder = (parts: readonly Part[]) =>
    parts.toSorted(
      ({ asker: one }, { asker: other }) =>
        Number(desk.includes(one.role)) - Number(desk.includes(other.role)),
    );
  const all = async (parts: readonly Part[]) => {
    const players: Player[] = [];
    for (const part of inOrder(parts)) players.push(await signIn(url, part));
    return players;
  };
  return {
    clean: await all([...workers, ...onlookers].map(plain)),
    doers: await all(doers),
    delegates: await all(delegates),
    strangers: await all(strangers.map(plain)),
  };
};
