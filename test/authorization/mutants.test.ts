import { validate } from '@cedar-policy/cedar-wasm/nodejs';
import { expect, it } from 'vitest';
import { authorize, authorizer } from '../../adapters/authorization.ts';
import { useLog } from '../../adapters/log.ts';
import { readPolicies } from '../../adapters/policy-files.ts';
import type { Action } from '../../domain/permissions.ts';
import { root } from '../support/product-files.ts';
import { borders, type Judged } from './borders.ts';
import { type Mutant, mutantsOfAll } from './mutations.ts';

// A mutant may ask what the schema does not know: it says no, and would say so here.
useLog(() => {});

const original = readPolicies(`${root}policies`);
const cells = borders();

/** The cells of these actions: the first of each, the second of each, and so on. */
function* cellsOf(actions: readonly Action[]): Generator<Judged> {
  const lists = actions.flatMap((action) => [cells.get(action) ?? []]);
  const longest = Math.max(...lists.map(({ length }) => length));
  for (let at = 0; at < longest; at += 1) yield* lists.flatMap((list) => list[at] ?? []);
}

/** Whether a cell that the policies decide as the table says is decided otherwise once something is missing. */
const isSeen = ({ policies, actions }: Mutant): boolean => {
  const decide = authorizer({ ...original, policies });
  const asked = (actions ?? [...cells.keys()]) as readonly Action[];
  return cellsOf(asked).some(
    ({ asker, action, about, facts, wanted }) =>
      decide(asker, action, about, facts).allowed !== wanted &&
      authorize(asker, action, about, facts).allowed === wanted,
  );
};

/** Whether the check of the policies against their schema already fails. */
const isInvalid = ({ policies }: Mutant): boolean => {
  const answer = validate({
    schema: original.schema,
    policies: { staticPolicies: { ...policies } },
    validationSettings: { mode: 'strict' },
  });
  return answer.type === 'failure' || answer.validationErrors.length > 0;
};

const patience = 600_000;

it('every policy, action and condition that is dropped is missed by a cell', {
  timeout: patience,
}, () => {
  const mutants = mutantsOfAll(original);
  const unseen = mutants.filter((mutant) => !isSeen(mutant));
  const survivors = unseen.filter((mutant) => !isInvalid(mutant)).map(({ name }) => name);
  const whole = mutants.filter(({ name }) => name.startsWith('without ')).length;

  console.log(
    `${mutants.length} mutants (${whole} lack a policy): ${mutants.length - unseen.length} missed by a cell, ` +
      `${unseen.length - survivors.length} refused by the schema, ${survivors.length} alive`,
  );
  expect(survivors).toEqual([]);
});
