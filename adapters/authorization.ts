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
import { readPolicies } from './policy-files.ts';

/** Beside the bundle on Lambda, beside adapters/ elsewhere. */
const folder = (): string => {
  const bundled = join(import.meta.dirname, 'policies');
  return existsSync(bundled) ? bundled : join(import.meta.dirname, '..', 'policies');
};

let engine: ReturnType<typeof policyEngine> | undefined;

/** Parsed at the first question: a function that asks none does not pay for it. */
const ask = (request: PolicyRequest): Decision | undefined => {
  engine ??= policyEngine(readPolicies(folder()));
  return engine(request);
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

const contextOf = ({ stage, released, ...deeds }: Facts) => ({
  ...deeds,
  ...(stage !== undefined && { stage: word('Stage', stage) }),
  released: released.map((what) => word('Released', what)),
});

const onReviews: ReadonlySet<string> = new Set(reviewActions);

const requestOf = (
  asker: Asker,
  action: Action,
  subject: Subject | Matter,
  facts?: Facts,
): PolicyRequest => {
  const isReview = onReviews.has(action) && 'situation' in subject;
  return {
    principal: principalOf(asker),
    action,
    resource: isReview ? reviewOf(subject) : matterOf(subject),
    context: isReview && facts ? contextOf(facts) : {},
  };
};

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
 * review and the facts: without them it is refused. Asked again about the like, it answers from memory; the
 * codes of States and missions are renamed first, so that what is alike for the policies is asked once.
 */
export const authorize = (
  asker: Asker,
  action: Action,
  subject: Subject | Matter = {},
  facts?: Facts,
): Decision => {
  const { role, contributor, mission } = renamedIn(asker, asker);
  const about = renamedIn(asker, subject);
  const key = JSON.stringify([action, role, contributor, mission, about, facts]);
  const known = decisions.get(key);
  if (known) return known;
  const decision = ask(requestOf({ role, contributor, mission }, action, about, facts));
  // Nobody is let in by a question that could not be answered; nor is that remembered.
  if (!decision) return { allowed: false, forbiddenBy: [] };
  if (decisions.size >= kept) decisions.clear();
  decisions.set(key, decision);
  return decision;
};
