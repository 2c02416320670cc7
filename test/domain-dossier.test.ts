import { describe, expect, it } from 'vitest';
import {
  caveatsOf,
  type Declaration,
  decideCaveat,
  declareCaveat,
  standingOf,
} from '../domain/dossier/caveats.ts';
import { certificatesOf, certifiedOn, issueCertificate } from '../domain/dossier/certificates.ts';
import { addComment } from '../domain/dossier/comments.ts';
import { dossierOf } from '../domain/dossier/dossier.ts';
import { visibleDossier } from '../domain/dossier/sight.ts';
import { recordVetting, vettedOf, vettingOf } from '../domain/dossier/vetting.ts';
import { dossierWarnings } from '../domain/dossier/warnings.ts';
import type { NewEvent } from '../domain/events.ts';
import { Refusal } from '../domain/refusal.ts';
import { by, recorded } from './support/recorded.ts';
import { instrumentOf } from './support/small-instrument.ts';

const at = '2027-03-20T09:00:00.000Z';
const today = '2027-03-20';

const instrument = instrumentOf([{ id: 'EX-A1', measure: 'YN' }], {
  certificates: [
    { kind: 'operational_preparation', required: true },
    { kind: 'conduct_and_discipline', required: true },
    { kind: 'human_rights_screening', required: false },
  ],
  vetting: { when: 'on_arrival' },
});

const refusalOf = (deed: () => unknown): Refusal => {
  try {
    deed();
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error('nothing was refused');
};
const codesOf = (deed: () => unknown) =>
  refusalOf(deed).errors.map(({ pointer, code }) => `${pointer} ${code}`);

const declares = (facts: Declaration): NewEvent => ({ type: 'caveat-declared', by, facts });
const night = declares({ kind: 'night', description: 'No patrols at night', beforeMou: true });
const found: NewEvent = {
  type: 'caveat-found',
  by,
  facts: { kind: 'area', description: 'Stays within 20 km of its camp' },
};
const decides = (caveat: string, decision: 'accepted' | 'negotiate' | 'do_not_deploy') =>
  ({ type: 'caveat-decided', by, facts: { caveat, decision, reason: 'weighed' } }) as NewEvent;

const standings = (...events: NewEvent[]) => caveatsOf(recorded(events)).map(standingOf);

describe('a caveat', () => {
  it('has an id from its place in the record, and stands until it is decided or lifted', () => {
    const caveats = caveatsOf(recorded([night, found], 12));

    expect(caveats.map(({ id, undeclared }) => [id, undeclared])).toEqual([
      ['caveat-12', false],
      ['caveat-13', true],
    ]);
    expect(standings(night)).toEqual(['undecided']);
    expect(standings(night, decides('caveat-1', 'negotiate'))).toEqual(['negotiate']);
    expect(
      standings(night, decides('caveat-1', 'negotiate'), decides('caveat-1', 'accepted')),
    ).toEqual(['accepted']);
    expect(standings(night, declares({ kind: 'none', lifts: ['caveat-1'] }))).toEqual([
      'lifted',
      'stated',
    ]);
  });

  it('takes back the word that there was none', () => {
    expect(standings(declares({ kind: 'none' }), night)).toEqual(['lifted', 'undecided']);
  });

  it('contradicts "none" while it stands, unless the statement lifts it by name', () => {
    const standing = caveatsOf(recorded([night, decides('caveat-1', 'accepted')]));

    const refused = refusalOf(() => declareCaveat(standing, { kind: 'none' }, by));

    expect(refused.errors[0]).toMatchObject({ pointer: '/kind', code: 'restriction_stands' });
    expect(refused.errors[0]?.detail).toContain('caveat-1 (night)');
    expect(declareCaveat(standing, { kind: 'none', lifts: ['caveat-1'] }, by)).toMatchObject({
      facts: { lifts: ['caveat-1'] },
    });
  });

  it('is lifted by the State only if the State declared it', () => {
    const standing = caveatsOf(recorded([found]));

    expect(
      codesOf(() => declareCaveat(standing, { kind: 'none', lifts: ['caveat-1'] }, by)),
    ).toEqual(['/lifts/0 not_standing']);
    expect(declareCaveat(standing, { kind: 'none' }, by).type).toBe('caveat-declared');
  });

  it('is decided only while there is something to decide', () => {
    const caveats = caveatsOf(
      recorded([night, declares({ kind: 'none', lifts: ['caveat-1'] }), found]),
    );
    const decide = (id: string) => () =>
      decideCaveat(caveats, id, { decision: 'accepted', reason: 'weighed' }, by);

    expect(refusalOf(decide('caveat-1')).message).toContain('lifted');
    expect(refusalOf(decide('caveat-2')).message).toContain('no restriction');
    expect(refusalOf(decide('caveat-9')).code).toBe('not_found');
    expect(decide('caveat-3')()).toMatchObject({ facts: { undeclared: true } });
  });
});

const certifies = (more: object): NewEvent => ({
  type: 'certificate-issued',
  by,
  facts: {
    kind: 'operational_preparation',
    rotation: 'Rotation 1',
    signedOn: '2027-03-01',
    signatory: 'Chief of Defence Staff',
    statement: true,
    ...more,
  },
});

const certified = (...events: NewEvent[]) =>
  certifiedOn(today, instrument, certificatesOf(recorded(events))).map(({ status }) => status);

describe('a certificate', () => {
  it('is valid for its rotation, and due again with the next', () => {
    const conduct = certifies({ kind: 'conduct_and_discipline' });

    expect(certified()).toEqual(['missing', 'missing', 'missing']);
    expect(certified(certifies({}), conduct)).toEqual(['valid', 'valid', 'missing']);
    expect(certified(certifies({}), conduct, certifies({ rotation: 'Rotation 2' }))).toEqual([
      'valid',
      'missing',
      'missing',
    ]);
    expect(certified(certifies({ rotation: ' rotation 1' }), conduct)).toEqual([
      'valid',
      'valid',
      'missing',
    ]);
  });

  it('is due again from the day after its last', () => {
    expect(certified(certifies({ validUntil: today }))[0]).toBe('valid');
    expect(certified(certifies({ validUntil: '2027-03-19' }))[0]).toBe('expired');
  });

  it('is refused before it is signed anywhere on Earth, or if it ends before that', () => {
    const issued = (more: object) => () =>
      issueCertificate(certifies(more).facts as Parameters<typeof issueCertificate>[0], at, by);

    expect(issued({ signedOn: today })().type).toBe('certificate-issued');
    expect(codesOf(issued({ signedOn: '2027-03-21' }))).toEqual(['/signedOn in_the_future']);
    expect(codesOf(issued({ validUntil: '2027-02-28' }))).toEqual(['/validUntil before_signature']);
  });
});

describe('a vetting', () => {
  const vets = (result: 'cleared' | 'not_cleared') =>
    recordVetting(instrument, { when: 'on_arrival', result, on: today }, at, by);

  it('is recorded at the moment at which the instrument wants it', () => {
    const early = { when: 'before_deployment', result: 'cleared', on: today } as const;

    expect(codesOf(() => recordVetting(instrument, early, at, by))).toEqual(['/when other_moment']);
    expect(vettedOf(instrument, [])).toEqual({ when: 'on_arrival', status: 'missing' });
    expect(
      vettedOf(instrument, vettingOf(recorded([vets('not_cleared'), vets('cleared')]))),
    ).toEqual({ when: 'on_arrival', status: 'cleared', vetting: 'vetting-2' });
    expect(vettedOf({}, [])).toBeUndefined();
  });
});

describe('a comment', () => {
  it('is about a criterion that exists, or about none', () => {
    const comment = { text: 'Why?', audience: 'side' } as const;

    expect(addComment(instrument, comment, 'mission', by).facts).toMatchObject({ side: 'mission' });
    expect(
      codesOf(() => addComment(instrument, { ...comment, criterion: 'EX-Z9' }, 'mission', by)),
    ).toEqual(['/criterion unknown_criterion']);
  });
});

describe('what stands beside the answers', () => {
  const says = (side: 'contributor' | 'secretariat', audience: 'side' | 'everyone'): NewEvent => ({
    type: 'comment-added',
    by,
    facts: { text: 'A word', side, audience },
  });
  const dossier = dossierOf(
    recorded([night, found, says('contributor', 'side'), says('secretariat', 'everyone')]),
  );
  const seen = (asker: Parameters<typeof visibleDossier>[0], released: 'caveats'[] = []) => {
    const { caveats, comments } = visibleDossier(asker, dossier, released);
    return [...caveats, ...comments].map(({ id }) => id).join(' ');
  };

  it('is seen by each side as far as it is its own, or released', () => {
    const state = { role: 'permanent_mission', contributor: 'RWA' } as const;
    const field = { role: 'verifier', mission: 'MINUSCA' } as const;

    expect(seen({ role: 'evaluator' })).toBe('caveat-1 caveat-2 comment-4');
    expect(seen(state)).toBe('caveat-1 comment-3 comment-4');
    expect(seen(state, ['caveats'])).toBe('caveat-1 caveat-2 comment-3 comment-4');
    expect(seen(field)).toBe('caveat-2 comment-4');
    expect(seen(field, ['caveats'])).toBe('caveat-1 caveat-2 comment-4');
    expect(seen({ role: 'viewer', contributor: 'RWA' })).toBe('caveat-1 comment-4');
    expect(seen({ role: 'viewer', mission: 'MINUSCA' })).toBe('caveat-2 comment-4');
    expect(seen({ role: 'viewer' }, ['caveats'])).toBe('comment-4');
    expect(seen({ role: 'admin' }, ['caveats'])).toBe('comment-4');
  });

  it('is asked for in the stage whose side can still add it', () => {
    const missing = (
      stage: Parameters<typeof dossierWarnings>[0]['stage'],
      ...events: NewEvent[]
    ) =>
      dossierWarnings({ stage, instrument, dossier: dossierOf(recorded(events)), today }).map(
        ({ code }) => code,
      );

    expect(missing('self-assessment')).toEqual([
      'no_caveat_statement',
      'certificate_missing',
      'certificate_missing',
    ]);
    expect(missing('verification')).toEqual(['vetting_missing']);
    expect(missing('evaluation', declares({ kind: 'none' }))).toEqual([
      'certificate_missing',
      'certificate_missing',
    ]);
    expect(missing('evaluation', found)).toContain('no_caveat_statement');
    expect(missing('self-assessment', night, certifies({ validUntil: '2027-03-10' }))).toEqual([
      'certificate_expired',
      'certificate_missing',
    ]);
  });
});
