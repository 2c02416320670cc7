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
import { contextsOf, type Policies, readPolicies } from './policy-files.ts';

/** Beside the bundle on Lambda, beside adapters/ elsewhere. */
const folder = (): string => {
  const bundled = join(import.meta.dirname, 'policies');
  return existsSync(bundled) ? bundled : join(import.meta.dirname, '..', 'policies');
};

/** The facts that bear on an action. A fact that bears on none is kept: it is an error, and Cedar says so. */
const bearing = (schema: string) => {
  const contexts = contextsOf(schema);
  const known = new Set([...contexts.values()].flat());
  return (action: Action, facts: Partial<Facts>): Partial<Facts> => {
    const wanted = contexts.get(action) ?? [];
    return Object.fromEntries(
      Object.entries(facts).filter(([name]) => wanted.includes(name) || !known.has(name)),
    );
  };
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

type Authorize = (
  asker: Asker,
  action: Action,
  about?: Subject | Matter,
  facts?: Partial<Facts>,
) => Decision;

/** Decides by these policies, as `authorize` does by the product's own. Throws when they do not parse. */
export const authorizer = (policies: Policies): Authorize => {
  const ask = policyEngine(policies);
  const bearingOn = bearing(policies.schema);
  const decisions = new Map<string, Decision>();
  return (asker, action, subject = {}, facts = {}) => {
    const { role, contributor, mission } = renamedIn(asker, asker);
    const about = renamedIn(asker, subject);
    const wanted = bearingOn(action, facts);
    const key = JSON.stringify([action, role, contributor, mission, about, wanted]);
    const known = decisions.get(key);
    if (known) return known;
    const decision = ask(requestOf({ role, contributor, mission }, action, about, wanted));
    // Nobody is let in by a question that could not be answered; nor is that remembered.
    if (!decision) return { allowed: false, forbiddenBy: [] };
    if (decisions.size >= kept) decisions.clear();
    decisions.set(key, decision);
    return decision;
  };
};

let own: Authorize | undefined;

/**
 * Whether the policies allow it, by which of them, or by which they forbid it. An action on a review wants the
 * review and the facts that bear on it: without them it is refused. Asked again about the like, it answers from
 * memory: the codes of States and missions are renamed and facts without bearing left out first, so that what
 * is alike for the policies is asked once. Throws when the policies cannot be read.
 */
export const authorize: Authorize = (asker, action, about, facts) => {
  // Parsed at the first question: a function that asks none does not pay for it.
  own ??= authorizer(readPolicies(folder()));
  return own(asker, action, about, facts);
};
