import { describe, expect, it } from 'vitest';
import { dossierOf, restingOn } from '../domain/dossier/dossier.ts';
import { limitsOf, validUntil } from '../domain/dossier/limits.ts';
import type { NewEvent } from '../domain/events.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Rating } from '../domain/scoring.ts';
import { verdictOf } from '../domain/verdict.ts';
import { by, recorded } from './support/recorded.ts';
import { instrumentOf } from './support/small-instrument.ts';

const criteria = [
  { id: 'EX-A1', measure: 'YN', critical: true },
  ...Array.from({ length: 19 }, (_, index) => ({ id: `EX-B${index}`, measure: 'YN' as const })),
] as const;

const caps = {
  undeclaredCaveat: 'not_ready',
  caveatNotAccepted: 'not_ready',
  vettingNotCleared: 'not_ready',
  certificateMissing: 'conditional',
} as const;

const plain = instrumentOf(criteria);
const capping = instrumentOf(criteria, { caps });
const full = instrumentOf(criteria, {
  caps,
  certificates: [
    { kind: 'operational_preparation', required: true },
    { kind: 'human_rights_screening', required: false },
  ],
  vetting: { when: 'on_arrival' },
});

const found: NewEvent = {
  type: 'caveat-found',
  by,
  facts: { kind: 'night', description: 'No patrols at night' },
};
const declared: NewEvent = {
  type: 'caveat-declared',
  by,
  facts: { kind: 'area', description: 'Not in the north', beforeMou: true },
};
const decided = (decision: 'accepted' | 'negotiate' | 'do_not_deploy'): NewEvent => ({
  type: 'caveat-decided',
  by,
  facts: { caveat: 'caveat-1', decision, reason: 'weighed' },
});
const certificate: NewEvent = {
  type: 'certificate-issued',
  by,
  facts: {
    kind: 'operational_preparation',
    rotation: '1',
    signedOn: '2027-03-01',
    signatory: 'Chief of Defence Staff',
    statement: true,
    validUntil: '2027-06-30',
  },
};
const vetted = (result: 'cleared' | 'not_cleared'): NewEvent => ({
  type: 'vetting-recorded',
  by,
  facts: { when: 'on_arrival', result, on: '2027-05-01' },
});

const limits = (instrument: Instrument, events: NewEvent[], day = '2027-06-01', arrived = true) =>
  limitsOf(instrument, dossierOf(recorded(events)), day, arrived);
const shortly = (...args: Parameters<typeof limits>) =>
  limits(...args).map(({ kind, ref, cap }) => [kind, ref, cap]);

describe('an undeclared caveat', () => {
  it('caps the verdict until a director accepts it, and is named ever after', () => {
    const cap = ['undeclared_caveat', 'caveat-1', 'not_ready'];

    expect(shortly(capping, [found])).toEqual([cap]);
    expect(shortly(capping, [found, decided('negotiate')])).toEqual([cap]);
    expect(shortly(capping, [found, decided('accepted')])).toEqual([
      ['undeclared_caveat', 'caveat-1', undefined],
    ]);
    expect(shortly(capping, [found, decided('do_not_deploy')])).toEqual([
      ['caveat_not_accepted', 'caveat-1', 'not_ready'],
    ]);
  });

  it('is named without a cap by an instrument that has none', () => {
    expect(shortly(plain, [found])).toEqual([['undeclared_caveat', 'caveat-1', undefined]]);
  });
});

describe('a declared caveat', () => {
  it('limits nothing unless it is refused; while it is negotiated it is named', () => {
    expect(shortly(capping, [declared])).toEqual([]);
    expect(shortly(capping, [declared, decided('accepted')])).toEqual([]);
    expect(shortly(capping, [declared, decided('negotiate')])).toEqual([
      ['caveat_not_accepted', 'caveat-1', undefined],
    ]);
    expect(shortly(capping, [declared, decided('do_not_deploy')])).toEqual([
      ['caveat_not_accepted', 'caveat-1', 'not_ready'],
    ]);
  });

  it('limits nothing once the State has lifted it', () => {
    const lifted: NewEvent = {
      type: 'caveat-declared',
      by,
      facts: { kind: 'none', lifts: ['caveat-1'] },
    };

    expect(shortly(capping, [declared, decided('do_not_deploy'), lifted])).toEqual([]);
  });
});

describe('certificates and vetting', () => {
  it('limit where the instrument wants them and they do not hold on the day', () => {
    const missing = ['certificate_missing', 'operational_preparation', 'conditional'];
    const cleared = vetted('cleared');

    expect(shortly(full, [cleared])).toEqual([missing]);
    expect(shortly(full, [cleared, certificate])).toEqual([]);
    expect(shortly(full, [cleared, certificate], '2027-07-01')).toEqual([
      ['certificate_missing', 'certificate-2', 'conditional'],
    ]);
    expect(shortly(full, [certificate, vetted('not_cleared')])).toEqual([
      ['vetting_not_cleared', 'vetting-2', 'not_ready'],
    ]);
    expect(shortly(plain, [vetted('not_cleared')])).toEqual([]);
  });

  it('name a vetting that nobody recorded, once the unit is there', () => {
    const unrecorded = ['vetting_not_cleared', undefined, undefined];

    expect(shortly(full, [certificate])).toEqual([unrecorded]);
    expect(shortly(full, [certificate], '2027-06-01', false)).toEqual([]);
  });
});

describe('a re-verification', () => {
  it('rests on the caveats, certificates and vetting of the review before', () => {
    const before = dossierOf(recorded([found, certificate, vetted('cleared')]));
    const accepted = dossierOf(recorded([found, decided('accepted'), certificate]));
    const own = dossierOf(recorded([vetted('not_cleared')]));

    const named = (dossier: typeof before) =>
      limitsOf(full, restingOn('a1', dossier, own), '2027-06-01', true).map(
        ({ kind, ref, cap }) => `${kind} ${ref} ${cap}`,
      );

    expect(named(before)).toEqual([
      'undeclared_caveat a1/caveat-1 not_ready',
      'vetting_not_cleared vetting-1 not_ready',
    ]);
    expect(named(accepted)).toEqual([
      'undeclared_caveat a1/caveat-1 undefined',
      'vetting_not_cleared vetting-1 not_ready',
    ]);
  });
});

describe('a verdict', () => {
  const trace = Object.fromEntries(criteria.map(({ id }): [string, Rating] => [id, 'S']));
  const scores = { self: 100, evaluation: 100, verification: 100 };
  const judged = (instrument: Instrument, events: NewEvent[]) =>
    verdictOf(instrument, { verification: trace }, scores, { limits: limits(instrument, events) });

  it('of 100 % with an undeclared caveat is not ready, at 69.9', () => {
    expect(judged(capping, [found])).toMatchObject({
      rating: 'not_ready',
      score: 69.9,
      scoreWithoutCap: 100,
    });
    expect(judged(capping, [found, decided('accepted')])).toMatchObject({
      rating: 'ready',
      score: 100,
      limits: [{ kind: 'undeclared_caveat', ref: 'caveat-1' }],
    });
  });

  it('of 100 % without its certificate is conditional, at 89.9', () => {
    expect(judged(full, [vetted('cleared')])).toMatchObject({
      rating: 'conditional',
      score: 89.9,
      limits: [{ kind: 'certificate_missing', cap: 'conditional' }],
    });
    expect(judged(full, [vetted('cleared'), certificate])).toEqual(judged(plain, []));
  });

  it('holds for as many days as the instrument says', () => {
    expect(validUntil({ validityDays: 365 }, '2027-03-01')).toBe('2028-02-29');
    expect(validUntil({}, '2027-03-01')).toBeUndefined();
  });
});
