import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatPolicies, policyToJson, validate } from '@cedar-policy/cedar-wasm/nodejs';
import { afterEach, describe, expect, it } from 'vitest';
import { authorize } from '../adapters/authorization.ts';
import { useLog } from '../adapters/log.ts';
import { type PolicyRequest, policyEngine } from '../adapters/policy-engine.ts';
import { readPolicies } from '../adapters/policy-files.ts';
import { actions, type Facts, type Subject } from '../domain/permissions.ts';
import { root } from './support/product-files.ts';

const folder = join(root, 'policies');
const files = readdirSync(folder).filter((name) => name.endsWith('.cedar'));
const { schema, policies } = readPolicies(folder);
const parsed = Object.entries(policies).map(([id, text]) => {
  const answer = policyToJson(text);
  if (answer.type === 'failure') throw new Error(`${id} does not parse`);
  return { id, json: answer.json };
});

let lines: string[] = [];
useLog((line) => lines.push(line));
afterEach(() => {
  lines = [];
});

const nothing: Facts = {
  submitted: false,
  evaluated: false,
  decided: false,
  verified: false,
  assignedToOther: false,
  seen: false,
  released: [],
};
const mission = { role: 'permanent_mission', contributor: 'RWA' } as const;
const review: Subject = {
  contributor: 'RWA',
  mission: 'MINUSCA',
  situation: 'self_assessment',
  suspended: false,
};

/** Every string that a policy compares with, apart from the words of the schema. */
const literals = (node: unknown): string[] => {
  if (typeof node !== 'object' || node === null) return [];
  if ('Value' in node && typeof node.Value === 'string') return [node.Value];
  return Object.values(node).flatMap(literals);
};

describe('the policies', () => {
  it('hold against their schema, strictly, without an error or a warning', () => {
    const answer = validate({
      validationSettings: { mode: 'strict' },
      schema,
      policies: { staticPolicies: { ...policies } },
    });

    expect(answer).toEqual({
      type: 'success',
      validationErrors: [],
      validationWarnings: [],
      otherWarnings: [],
    });
  });

  it.each(files)('are written as the formatter writes them: %s', (file) => {
    const text = readFileSync(join(folder, file), 'utf8');

    const answer = formatPolicies({ policyText: text, lineWidth: 100, indentWidth: 2 });

    expect(answer).toEqual({ type: 'success', formatted_policy: text });
  });

  it('have ids in plain words, each once', () => {
    const ids = Object.keys(policies);

    expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)+$/.test(id))).toEqual([]);
    expect(ids.length).toBe(
      files
        .map((file) => readFileSync(join(folder, file), 'utf8').split('@id("').length - 1)
        .reduce((sum, count) => sum + count),
    );
  });

  it('name no State and no mission: they compare with no text at all', () => {
    expect(parsed.flatMap(({ json }) => literals(json.conditions))).toEqual([]);
  });

  it('say by the name of each prohibition of one’s own work that it is one', () => {
    const deeds = /"(submitted|evaluated|decided|verified)"/;
    const byDeed = parsed.filter(({ json }) => deeds.test(JSON.stringify(json.conditions)));

    expect(byDeed.length).toBeGreaterThan(5);
    for (const { id, json } of byDeed)
      expect([id, json.effect]).toEqual([
        expect.stringMatching(/^separation-of-duties-/),
        'forbid',
      ]);
  });

  it('speak of every action that can be asked for, and of no other', () => {
    const declared = [
      ...schema.matchAll(/^(?:action | {2})"([a-z-]+(?:", "|",?\n? *"|[a-z-])*)"/gm),
    ]
      .flatMap(([line]) => [...line.matchAll(/"([a-z-]+)"/g)].map(([, id]) => id))
      .filter((id) => (actions as readonly (string | undefined)[]).includes(id));
    const spoken = JSON.stringify(parsed.map(({ json }) => json.action));

    expect(declared.toSorted()).toEqual([...actions].toSorted());
    expect(actions.filter((action) => !spoken.includes(`"${action}"`))).toEqual([]);
  });
});

describe('a folder of policies', () => {
  const written = (text: string): string => {
    const other = mkdtempSync(join(tmpdir(), 'policies-'));
    writeFileSync(join(other, 'ora.cedarschema'), schema);
    writeFileSync(join(other, 'one.cedar'), text);
    return other;
  };

  it.each([
    ['without an id', 'permit (principal, action, resource);', 'has no @id'],
    ['that do not parse', '@id("x") permit (principal, action);', 'one.cedar'],
    [
      'of the same id',
      '@id("x") permit (principal, action, resource); @id("x") forbid (principal, action, resource);',
      'two policies are called x',
    ],
  ])('with policies %s is not used at all', (_, text, message) => {
    const other = written(text);

    expect(() => readPolicies(other)).toThrow(message);

    rmSync(other, { recursive: true });
  });
});

describe('a decision', () => {
  it('names the policy that allows', () => {
    const decision = authorize(mission, 'submit', review, { ...nothing, stage: 'self-assessment' });

    expect(decision).toEqual({
      allowed: true,
      rule: 'permanent-mission-submits-self-assessment',
      forbiddenBy: [],
    });
  });

  it('names the policies that forbid', () => {
    const facts = { ...nothing, stage: 'self-assessment', verified: true } as const;

    const decision = authorize(mission, 'submit', { ...review, suspended: true }, facts);

    expect(decision).toEqual({
      allowed: false,
      forbiddenBy: ['separation-of-duties-submitting', 'suspended-reviews-wait'],
    });
  });

  it('is a refusal where nothing allows', () => {
    expect(authorize(mission, 'open-review')).toEqual({ allowed: false, forbiddenBy: [] });
  });

  it('is the same for every State and mission: only own and foreign differ', () => {
    const facts = { ...nothing, stage: 'self-assessment' } as const;
    const other = { ...review, contributor: 'GHA', mission: 'UNMISS' };

    expect(authorize({ ...mission, contributor: 'GHA' }, 'submit', other, facts).allowed).toBe(
      true,
    );
    expect(authorize(mission, 'submit', other, facts).forbiddenBy).toEqual([
      'no-review-outside-ones-own-scope',
    ]);
  });

  it('does not take a person without a State for one of a review’s State', () => {
    const stateless = { role: 'permanent_mission', contributor: undefined } as const;

    expect(authorize(stateless, 'read-review', review, nothing).allowed).toBe(false);
    expect(authorize(stateless, 'record-commitment', {}).allowed).toBe(false);
  });
});

describe('a question that the schema does not know', () => {
  const wrong: Record<string, () => unknown> = {
    'no such action': () => authorize(mission, 'sumbit' as 'submit', review, nothing),
    'no such role': () =>
      authorize({ ...mission, role: 'mission' as 'viewer' }, 'read-review', review, nothing),
    'no such stage': () =>
      authorize(mission, 'read-form', review, { ...nothing, stage: 'self' as 'evaluation' }),
    'no such situation': () =>
      authorize(mission, 'read-review', { ...review, situation: 'open' as 'closed' }, nothing),
    'no such release': () =>
      authorize(mission, 'read-review', review, { ...nothing, released: ['all' as 'notes'] }),
    'a fact that is misspelt': () =>
      authorize(mission, 'read-review', review, { ...nothing, submited: true } as Facts),
    'a fact that is missing': () => {
      const { verified: _, ...facts } = nothing;
      return authorize(mission, 'read-review', review, facts as Facts);
    },
    'an attribute of the review that is misspelt': () =>
      authorize(mission, 'read-review', { ...review, state: 'closed' } as Subject, nothing),
    'no facts': () => authorize(mission, 'read-review', review),
    'no review': () => authorize(mission, 'read-review'),
  };

  it.each(Object.keys(wrong))('is refused each time, and counted for the alarm: %s', (name) => {
    const decisions = [wrong[name]?.(), wrong[name]?.()];

    expect(decisions).toEqual(Array(2).fill({ allowed: false, forbiddenBy: [] }));
    expect(lines.filter((line) => line.includes('"AuthorizationErrors":1'))).toHaveLength(2);
  });

  it('is refused also where a policy fails while it is evaluated', () => {
    const engine = policyEngine({
      schema:
        'entity Person = { count: Long }; action "x" appliesTo { principal: [Person], resource: [Person] };',
      policies: {
        one: 'permit (principal, action, resource);',
        two: 'forbid (principal, action, resource) when { principal.count + 9223372036854775807 > 0 };',
      },
    });
    const person = (id: string) => ({
      uid: { type: 'Person', id },
      attrs: { count: 1 },
      parents: [],
    });
    const request: PolicyRequest = {
      principal: person('a'),
      action: 'x',
      resource: person('b'),
      context: {},
    };

    expect(engine(request)).toBeUndefined();
    expect(lines.join()).toContain('"AuthorizationErrors":1');
  });
});
