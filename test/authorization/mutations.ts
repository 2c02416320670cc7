import { type PolicyJson, policyToJson, policyToText } from '@cedar-policy/cedar-wasm/nodejs';
import type { Policies } from '../../adapters/policy-files.ts';

/** The policies with one small thing missing. */
export interface Mutant {
  /** Which policy was changed, and how. */
  readonly name: string;
  readonly policies: Policies['policies'];
  /** The actions that the changed policy speaks of; undefined where it speaks of all. */
  readonly actions: readonly string[] | undefined;
}

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The operands of a chain of one operator: `a && b && c` is a tree of two. */
const operandsOf = (operator: string, expression: unknown): unknown[] => {
  const pair = isNode(expression) ? expression[operator] : undefined;
  if (!isNode(pair)) return [expression];
  return [...operandsOf(operator, pair.left), ...operandsOf(operator, pair.right)];
};

const joined = (operator: string, operands: readonly unknown[]): unknown =>
  operands.reduce((left, right) => ({ [operator]: { left, right } }));

const withoutEach = <T>(of: readonly T[]): T[][] =>
  of.length > 1 ? of.map((_, index) => of.toSpliced(index, 1)) : [];

/** Each operand, each of them smaller in turn. */
const withEachSmaller = (operands: readonly unknown[]): unknown[][] =>
  operands.flatMap((operand, index) => smaller(operand).map((less) => operands.with(index, less)));

/** The expression with one operand of `&&` or `||`, one branch of a choice, or one member of a set missing. */
const smaller = (expression: unknown): unknown[] => {
  if (Array.isArray(expression)) return withEachSmaller(expression);
  if (!isNode(expression)) return [];
  for (const operator of ['&&', '||']) {
    const operands = operandsOf(operator, expression);
    if (operands.length > 1)
      return [...withoutEach(operands), ...withEachSmaller(operands)].map((left) =>
        joined(operator, left),
      );
  }
  const { Set: members, 'if-then-else': choice } = expression;
  if (Array.isArray(members)) return withoutEach(members).map((left) => ({ Set: left }));
  return [
    ...(isNode(choice) ? [choice.then, choice.else] : []),
    ...Object.entries(expression).flatMap(([name, value]) =>
      smaller(value).map((less) => ({ ...expression, [name]: less })),
    ),
  ];
};

const withoutConditions = (policy: PolicyJson): PolicyJson[] =>
  policy.conditions.flatMap((condition, index) => [
    { ...policy, conditions: policy.conditions.toSpliced(index, 1) },
    ...smaller(condition.body).map((body) => ({
      ...policy,
      conditions: policy.conditions.with(index, { ...condition, body } as typeof condition),
    })),
  ]);

const withoutActions = (policy: PolicyJson): PolicyJson[] => {
  const { action } = policy;
  if (action.op !== 'in' || !('entities' in action)) return [];
  return withoutEach(action.entities).map((entities) => ({
    ...policy,
    action: { ...action, entities },
  }));
};

const actionsOf = ({ action }: PolicyJson): string[] | undefined => {
  if (action.op === 'All') return undefined;
  const entities =
    'entities' in action ? action.entities : 'entity' in action ? [action.entity] : [];
  return entities.map((entity) => ('__entity' in entity ? entity.__entity.id : entity.id));
};

const parsed = (policy: string): PolicyJson => {
  const answer = policyToJson(policy);
  if (answer.type === 'failure') throw new Error(`does not parse: ${policy}`);
  return answer.json;
};

const textOf = (policy: PolicyJson): string => {
  const answer = policyToText(policy);
  if (answer.type === 'failure')
    throw new Error(answer.errors.map(({ message }) => message).join('; '));
  return answer.text;
};

const mutantsOf = (id: string, policies: Policies['policies']): Mutant[] => {
  const policy = parsed(policies[id] ?? '');
  const actions = actionsOf(policy);
  const { [id]: _, ...others } = policies;
  const texts = [...withoutConditions(policy), ...withoutActions(policy)].map(textOf);
  return [
    { name: `without ${id}`, policies: others, actions },
    ...[...new Set(texts)].map((text) => ({
      name: text,
      policies: { ...others, [id]: text },
      actions,
    })),
  ];
};

/** Every set of policies that lacks one policy, one action, one condition, or one part of a condition. */
export const mutantsOfAll = ({ policies }: Policies): Mutant[] =>
  Object.keys(policies).flatMap((id) => mutantsOf(id, policies));
