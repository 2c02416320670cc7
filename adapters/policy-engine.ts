import {
  type AuthorizationAnswer,
  type CheckParseAnswer,
  type Context,
  type EntityJson,
  preparsePolicySet,
  preparseSchema,
  statefulIsAuthorized,
} from '@cedar-policy/cedar-wasm/nodejs';
import type { Decision } from '../domain/permissions.ts';
import { count, log } from './log.ts';
import type { Policies } from './policy-files.ts';

/** One question to the policies, in their own words. */
export interface PolicyRequest {
  readonly principal: EntityJson;
  readonly action: string;
  readonly resource: EntityJson;
  readonly context: Context;
}

const idOf = ({ uid }: EntityJson) => ('__entity' in uid ? uid.__entity : uid);

const accept = (answer: CheckParseAnswer): void => {
  if (answer.type === 'success') return;
  throw new Error(answer.errors.map(({ message }) => message).join('; '));
};

/** A question that could not be answered: counted, so that an alarm tells somebody. */
const unanswered = (action: string, reason: string): undefined => {
  count('AuthorizationErrors', 1);
  log('error', 'a question to the policies could not be answered', { action, reason });
};

const decisionOf = (answer: AuthorizationAnswer, action: string): Decision | undefined => {
  if (answer.type === 'failure')
    return unanswered(action, answer.errors.map(({ message }) => message).join('; '));
  const { decision, diagnostics } = answer.response;
  if (diagnostics.errors.length > 0)
    return unanswered(action, diagnostics.errors.map(({ error }) => error.message).join('; '));
  const reason = diagnostics.reason.toSorted();
  if (decision !== 'allow') return { allowed: false, forbiddenBy: reason };
  return { allowed: true, rule: reason.join(', '), forbiddenBy: [] };
};

let engines = 0;

/**
 * Cedar, with schema and policies parsed once. A request is checked against the schema first: an unknown
 * word, a missing or an unknown attribute is an error and no answer (undefined), never a rule that happens not
 * to match. Throws when schema or policies do not parse.
 */
export const policyEngine = ({ schema, policies }: Policies) => {
  engines += 1;
  const name = `ora-${engines}`;
  accept(preparseSchema(name, schema));
  accept(preparsePolicySet(name, { staticPolicies: { ...policies } }));
  return ({ principal, action, resource, context }: PolicyRequest): Decision | undefined => {
    try {
      const answer = statefulIsAuthorized({
        principal: idOf(principal),
        action: { type: 'Action', id: action },
        resource: idOf(resource),
        context,
        entities: [principal, resource],
        preparsedSchemaName: name,
        preparsedPolicySetId: name,
        validateRequest: true,
      });
      return decisionOf(answer, action);
    } catch (error) {
      return unanswered(action, error instanceof Error ? error.message : 'unknown');
    }
  };
};
