import { afterAll, describe, expect, it } from 'vitest';
import { opening } from './support/client.ts';
import {
  briefing,
  commitment,
  consultation,
  expectation,
  hostState,
  threat,
} from './support/dialogue.ts';
import { startDialogue } from './support/dialogue-host.ts';

const { desk, state, close } = await startDialogue();
afterAll(close);

const at = (kind: string) => `/v1/dialogue/${kind}`;

describe('what a record names', () => {
  it.each([
    ['a mission that is none', 'briefings', { ...briefing, mission: 'NOWHERE' }, '/mission'],
    ['a State that is none', 'briefings', { ...briefing, invited: ['RWA', 'XXX'] }, '/invited/1'],
    [
      'a State that is none among the attendance',
      'consultations',
      { ...consultation, attendance: { states: ['XXX'], bodies: [] } },
      '/attendance/states/0',
    ],
    [
      'a party that is none',
      'expectations',
      { ...expectation, stances: [{ party: 'XXX', stance: 'agreed' }] },
      '/stances/0/party',
    ],
    [
      'a meeting that was none',
      'expectations',
      { ...expectation, discussedIn: ['threat-MINUSCA-1'] },
      '/discussedIn/0',
    ],
    [
      'an expectation that is none',
      'expectations',
      { ...expectation, supersedes: { expectation: 'expectation-UNMISS-1', version: 1 } },
      '/supersedes/expectation',
    ],
    [
      'a threat that is none',
      'threats',
      { ...threat, supersedes: 'threat-UNMISS-1' },
      '/supersedes',
    ],
  ])('is refused as %s', async (_, kind, body, pointer) => {
    const answered = await desk.post(at(kind), body);

    expect(answered.body).toMatchObject({
      type: '/docs/problems#unknown_reference',
      errors: [{ pointer }],
    });
  });

  it('is the same whether a review is of another mission or does not exist', async () => {
    const elsewhere = await desk.post('/v1/reviews', { ...opening, mission: 'UNMISS' });
    const refusalOf = async (review: string) => {
      const answered = await desk.post(at('threats'), { ...threat, reviews: [review] });
      const { traceId: _, ...body } = answered.body;
      return body;
    };

    const foreign = await refusalOf(elsewhere.body.id);

    expect(foreign.errors).toMatchObject([{ pointer: '/reviews/0', code: 'unknown_reference' }]);
    expect(await refusalOf('0'.repeat(20))).toEqual(foreign);
    expect(await refusalOf('nonsense')).toEqual(foreign);
  });

  it.each([
    [
      'a classification above unclassified',
      'threats',
      { ...threat, classification: 'confidential' },
      '/classification',
    ],
    [
      'a threat without classification',
      'threats',
      { ...threat, classification: undefined },
      '/classification',
    ],
    ['a gap without a lever', 'host-state', { ...hostState, lever: undefined }, '/lever'],
    [
      'a holder that contests what it holds',
      'expectations',
      { ...expectation, stances: [{ party: 'council', stance: 'contested' }] },
      '/stances',
    ],
    [
      'a State that is invited twice',
      'briefings',
      { ...briefing, invited: ['RWA', 'RWA'] },
      '/invited',
    ],
    [
      'rules of engagement as content',
      'briefings',
      { ...briefing, rulesOfEngagement: 'text' },
      '/rulesOfEngagement',
    ],
    [
      'a commitment that ends before it begins',
      'commitments',
      { ...commitment, validUntil: '2026-01-01' },
      '/validUntil',
    ],
  ])('and says is refused where it is %s', async (_, kind, body, pointer) => {
    const answered = await (kind === 'commitments' ? state : desk).post(at(kind), body);

    expect(answered).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });
});
