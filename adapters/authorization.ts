import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EntityJson } from '@cedar-policy/cedar-wasm/nodejs';
import {
  type Action,
  type Asker,
  type Decision,
  type Facts,
  type Matter,
  reviewActions,
  type Subject,
  sideOf,
} from '../domain/permissions.ts';
import { type PolicyRequest, policyEngine } from './policy-engine.ts';
import { contextsOf, readPolicies } from './policy-files.ts';

/** Beside the bundle on Lambda, beside adapters/ elsewhere. */
const folder = (): string => {
  const bundled = join(import.meta.dirname, 'policies');
  return existsSync(bundled) ? bundled : join(import.meta.dirname, '..', 'policies');
};

const load = () => {
  const policies = readPolicies(folder());
  const contexts = contextsOf(policies.schema);
  return { ask: policyEngine(policies), contexts, facts: new Set([...contexts.values()].flat()) };
};

let loaded: ReturnType<typeof load> | undefined;

/** Parsed at the first question: a function that asks none does not pay for it. */
const engine = () => {
  loaded ??= load();
  return loaded;
};

/** The facts that bear on the action. A fact that bears on none is kept: it is an error, and Cedar says so. */
const bearingOn = (action: Action, facts: Partial<Facts>): Partial<Facts> => {
  const { contexts, facts: known } = engine();
  const wanted = contexts.get(action) ?? [];
  return Object.fromEntries(
    Object.entries(facts).filter(([name]) => wanted.includes(name) || !known.has(name)),
  );
};

const word = (type: string, id: string) => ({ __entity: { type, id } });

const principalOf = (asker: Asker): EntityJson => {
  const side = sideOf(asker.role);
  return {
    uid: { type: 'Person', id: 'asker' },
    attrs: {
      role: word('Role', asker.role),
      ...(asker.contributor !== undefined && { contributor: asker.contributor }),
      ...(asker.mission !== undefined && { mission: asker.mission }),
    },
    parents: side ? [{ type: 'Side', id: side }] : [],
  };
};

const matterOf = ({ contributor, mission }: Matter): EntityJson => ({
  uid: { type: 'Matter', id: 'matter' },
  attrs: {
    ...(contributor !== undefined && { contributor }),
    ...(mission !== undefined && { mission }),
  },
  parents: [],
});

const reviewOf = ({ situation, ...subject }: Subject): EntityJson => ({
  uid: { type: 'Review', id: 'review' },
  attrs: { ...subject, situation: word('Situation', situation) },
  parents: [],
});

const contextOf = ({ stage, released, ...deeds }: Partial<Facts>) => ({
  ...deeds,
  ...(stage !== undefined && { stage: word('Stage', stage) }),
  ...(released !== undefined && { released: released.map((what) => word('Released', what)) }),
});

const onReviews: ReadonlySet<string> = new Set(reviewActions);

const requestOf = (
  asker: Asker,
  action: Action,
  about: Subject | Matter,
  facts: Partial<Facts>,
): PolicyRequest => ({
  principal: principalOf(asker),
  action,
  resource: onReviews.has(action) && 'situation' in about ? reviewOf(about) : matterOf(about),
  context: contextOf(facts),
});

/** A code as policies can tell it: the asker's own, or another one. They never name a State or a mission. */
const renamed = (own: string | undefined, code: string | undefined): string | undefined =>
  code === undefined ? undefined : code === own ? 'own' : 'other';

const renamedIn = <T extends Matter>({ contributor, mission }: Asker, matter: T): T => ({
  ...matter,
  contributor: renamed(contributor, matter.contributor),
  mission: renamed(mission, matter.mission),
});

const kept = 20_000;
const decisions = new Map<string, Decision>();

/**
 * Whether the policies allow it, by which of them, or by which they forbid it. An action on a review wants the
 * review and the facts that bear on it: without them it is refused. Asked again about the like, it answers from
 * memory: the codes of States and missions are renamed and facts without bearing left out first, so that what
 * is alike for the policies is asked once. Throws when the policies cannot be read.
 */
export const authorize = (
  asker: Asker,
  action: Action,
  subject: Subject | Matter = {},
  facts: Partial<Facts> = {},
): Decision => {
  const { role, contributor, mission } = renamedIn(asker, asker);
  const about = renamedIn(asker, subject);
  const bearing = bearingOn(action, facts);
  const key = JSON.stringify([action, role, contributor, mission, about, bearing]);
  const known = decisions.get(key);
  if (known) return known;
  const request = requestOf({ role, contributor, mission }, action, about, bearing);
  const decision = engine().ask(request);
  // Nobody is let in by a question that could not be answered; nor is that remembered.
  if (!decision) return { allowed: false, forbiddenBy: [] };
  if (decisions.size >= kept) decisions.clear();
  decisions.set(key, decision);
  return decision;
};
