import { afterEach, describe, expect, it } from 'vitest';
import { authorize } from '../adapters/authorization.ts';
import { useLog } from '../adapters/log.ts';
import { type PolicyRequest, policyEngine } from '../adapters/policy-engine.ts';
import type { Facts, Subject } from '../domain/permissions.ts';

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
    'no stage': () => authorize(mission, 'submit', review, nothing),
    'no such situation': () =>
      authorize(mission, 'read-review', { ...review, situation: 'open' as 'closed' }, nothing),
    'no such release': () =>
      authorize(mission, 'read-form', review, {
        ...nothing,
        stage: 'evaluation',
        released: ['all' as 'notes'],
      }),
    'a fact that is misspelt': () =>
      authorize(mission, 'read-review', review, { ...nothing, submited: true } as Facts),
    'a fact that is missing': () => {
      const { verified: _, ...facts } = nothing;
      return authorize(mission, 'submit', review, { ...facts, stage: 'self-assessment' });
    },
    'an attribute of the review that is misspelt': () =>
      authorize(mission, 'read-review', { ...review, state: 'closed' } as Subject, nothing),
    'no facts': () => authorize(mission, 'send-back', review),
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
