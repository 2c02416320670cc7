import type { Side } from '../../domain/facts/dossier-facts.ts';
import { sideOf } from '../../domain/permissions.ts';
import type { Situation } from '../../domain/situation.ts';
import type { Stage } from '../../domain/stages.ts';
import { signCursor } from '../../functions/http/cursor.ts';
import { routes } from '../../functions/routes/table-of-routes.ts';
import { type Player, signInAll } from './cast.ts';
import type { IdOf } from './place-kinds.ts';
import { bodyWith } from './requests.ts';
import { stage } from './scenes.ts';
import type { Deed } from './steps.ts';

const ofSide: Record<Side, string> = {
  contributor: `ev-${'c'.repeat(20)}`,
  secretariat: `ev-${'5'.repeat(20)}`,
  mission: `ev-${'f'.repeat(20)}`,
};
const elsewhere = `ev-${'e'.repeat(20)}`;

const evidence =
  (id: string, side: Side): Deed =>
  (_, by) => ({
    type: 'evidence-added',
    by,
    facts: {
      evidence: id,
      name: 'x.pdf',
      type: 'application/pdf',
      size: 1,
      sha256: '0'.repeat(64),
      side,
      scan: { result: 'not_scanned' },
    },
  });

const caveat: Deed = (_, by) => ({
  type: 'caveat-found',
  by,
  facts: { kind: 'night', description: 'no movement at night' },
});
const finding: Deed = (_, by) => ({
  type: 'finding-opened',
  by,
  facts: { criterion: 'INF-A1', action: 'train', owner: 'contributor', dueOn: '2030-01-01' },
});

/** A review that is no secret to RWA and MINUSCA, the stage it is asked about, and what else it has. */
export interface Own {
  readonly review: string;
  readonly stage: Stage;
  readonly caveat: string;
  readonly finding: string;
}

const situations: readonly (readonly [Situation, Stage])[] = [
  ['self_assessment', 'self-assessment'],
  ['evaluation', 'evaluation'],
  ['verification', 'verification'],
  ['closed', 'self-assessment'],
];

/** The reviews of RWA in MINUSCA, each with evidence of every side. */
const stageOwn = async (): Promise<Own[]> => {
  const own: Own[] = [];
  const sides = Object.entries(ofSide).map(([side, id]) => evidence(id, side as Side));
  for (const [situation, asked] of situations) {
    const { id, version } = await stage({ situation }, ...sides, caveat, finding);
    const has = { caveat: `caveat-${version - 1}`, finding: `finding-${version}` };
    own.push({ review: id, stage: asked, ...has });
  }
  return own;
};

/** A closed review of GHA in UNMISS, with what a review can have beside its answers; the ids of all that. */
const stageForeign = async () => {
  const of = { contributor: 'GHA', mission: 'UNMISS' };
  const { id, version } = await stage(
    { situation: 'closed', of },
    evidence(elsewhere, 'contributor'),
    caveat,
    finding,
  );
  return { review: id, caveat: `caveat-${version - 1}`, finding: `finding-${version}` };
};

const post = async (url: string, { headers }: Player, path: string, body: string) => {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { ...headers, 'idempotency-key': crypto.randomUUID() },
    body,
  });
  if (response.status !== 201) throw new Error(`${path}: ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
};

const player = (players: readonly Player[], id: string): Player => {
  const found = players.find((one) => one.id === id);
  if (!found) throw new Error(`nobody is called ${id}`);
  return found;
};

/** A briefing on a mission, with a follow-up: for this State, and for no other. */
const briefing = (url: string, desk: Player, mission: string, invited: string) => {
  const [route] = routes.filter(
    ({ path, method }) => method === 'post' && path === '/v1/dialogue/briefings',
  );
  if (!route) throw new Error('nobody can record a briefing');
  const body = bodyWith({ route, where: 'body', path: ['followUps', '*', 'what'] }, 'ask again');
  const about = { ...JSON.parse(body), mission, invited: [invited] };
  return post(url, desk, route.path, JSON.stringify(about));
};

const delegation = (url: string, lender: Player, to: string) => {
  const ends = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const body = { to, ends, reason: 'on leave' };
  return post(url, lender, '/v1/delegations', JSON.stringify(body));
};

/** By what somebody has their exports fetched. */
const exportToken = (url: string, owner: Player) => post(url, owner, '/v1/export-tokens', '{}');

/** An id that this person may not know of, and one that names nothing. */
export type Pair = readonly [foreign: string, unknown: string];

/** Everything that is foreign to RWA and MINUSCA, at a host; `pairs` are the ids to try for a person. */
export const openForeignWorld = async (url: string) => {
  const cast = await signInAll(url);
  const players = [...cast.clean, ...cast.strangers];
  const foreign = await stageForeign();
  const meeting = await briefing(url, player(players, 'evaluator'), 'UNMISS', 'GHA');
  const own = await briefing(url, player(players, 'evaluator'), 'MINUSCA', 'RWA');
  const pairs: Record<Exclude<IdOf, 'evidence'>, Pair> = {
    review: [foreign.review, '0'.repeat(20)],
    caveat: [foreign.caveat, 'caveat-999999'],
    finding: [foreign.finding, 'finding-999999'],
    person: ['permanent-mission-gha', 'nobody'],
    delegation: [
      await delegation(url, player(players, 'permanent-mission-gha'), 'contributor-gha'),
      `nobody.${'x'.repeat(16)}`,
    ],
    'export token': [
      await exportToken(url, player(players, 'permanent-mission-gha')),
      'A'.repeat(43),
    ],
    meeting: [meeting, meeting.replace(/\d+$/, '999999')],
    State: ['GHA', 'ZZZ'],
    mission: ['UNMISS', 'NOWHERE'],
    cursor: [signCursor('x', 'somebody else'), 'nonsense'],
  };
  const evidenceFor = ({ asker: { contributor, mission } }: Player): Pair[] =>
    [
      elsewhere,
      ...(contributor ? [ofSide.mission, ofSide.secretariat] : []),
      ...(mission ? [ofSide.contributor, ofSide.secretariat] : []),
    ].map((id) => [id, `ev-${'0'.repeat(20)}`]);
  const lent = await delegation(url, player(players, 'permanent-mission-rwa'), 'contributor-rwa');
  const ownToken = await exportToken(url, player(players, 'permanent-mission-rwa'));
  const known = ({ review, caveat: noted, finding: open }: Own, { asker }: Player) => ({
    review,
    caveat: noted,
    finding: open,
    evidence: ofSide[sideOf(asker.role) ?? 'contributor'],
    person: 'permanent-mission-rwa',
    delegation: lent,
    'export token': ownToken,
    State: 'RWA',
    mission: 'MINUSCA',
    meeting: own,
    cursor: undefined,
  });
  return {
    players,
    own: await stageOwn(),
    pairsFor: (kind: IdOf, who: Player): readonly Pair[] =>
      kind === 'evidence' ? evidenceFor(who) : [pairs[kind]],
    /** An id of that kind that they may name, if there is one. */
    knownFor: (kind: IdOf, who: Player, own: Own): string | undefined => known(own, who)[kind],
  };
};
