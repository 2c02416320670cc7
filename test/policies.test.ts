import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  formatPolicies,
  policyToJson,
  schemaToJson,
  validate,
} from '@cedar-policy/cedar-wasm/nodejs';
import { describe, expect, it } from 'vitest';
import { readPolicies } from '../adapters/policy-files.ts';
import { actions, Role } from '../domain/permissions.ts';
import { Released } from '../domain/review.ts';
import { Situation } from '../domain/situation.ts';
import { Stage } from '../domain/stages.ts';
import { root } from './support/product-files.ts';

const folder = join(root, 'policies');
const files = readdirSync(folder).filter((name) => name.endsWith('.cedar'));
const { schema, policies } = readPolicies(folder);
const parsed = Object.entries(policies).map(([id, text]) => {
  const answer = policyToJson(text);
  if (answer.type === 'failure') throw new Error(`${id} does not parse`);
  return { id, json: answer.json };
});

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
    const answer = schemaToJson(schema);
    const declared = answer.type === 'success' ? answer.json['']?.actions : {};
    const spoken = JSON.stringify(parsed.map(({ json }) => json.action));

    expect(Object.keys(declared ?? {}).toSorted()).toEqual(actions.toSorted());
    expect(actions.filter((action) => !spoken.includes(`"${action}"`))).toEqual([]);
  });
});

describe('the schema', () => {
  it.each([
    ['Role', Role],
    ['Stage', Stage],
    ['Situation', Situation],
    ['Released', Released],
  ] as const)('has the words of the domain: %s', (name, words) => {
    const answer = schemaToJson(schema);
    const entity = answer.type === 'success' ? answer.json['']?.entityTypes[name] : undefined;

    expect(entity).toEqual({ enum: words.options });
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
