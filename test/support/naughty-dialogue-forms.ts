import type { Cast } from './cast.ts';
import type { SignedIn } from './client.ts';
import { briefing, commitment, consultation, expectation, hostState, threat } from './dialogue.ts';
import type { Typing } from './typing.ts';

const times = <T>(what: (n: number) => T) => Array.from({ length: 50 }, (_, n) => what(n));
const fiftyOf = (...names: string[]) =>
  Array.from({ length: 50 }, (_, n) => names.map((name) => name.replace('*', String(n))));
let count = 0;
const next = () => (count += 1);

/** What is typed into the records of the political side. */
export const dialogueForms = ({ desk, state }: Cast): Typing[] => {
  const saying = (kind: string, body: object, slots: string[][], much: Typing['much']): Typing => ({
    fields: [
      ...new Set(slots.flat().map((pointer) => pointer.replaceAll(/\d+/g, '*').slice(1))),
    ].map((name) => `post /v1/dialogue/${kind} ${name}`),
    slots,
    body: () => body,
    much,
    send: (sent) => (kind === 'commitments' ? state : desk).post(`/v1/dialogue/${kind}`, sent),
  });
  const closing = (kind: string, body: object): Typing => ({
    fields: [`post /v1/dialogue/${kind}/{id}/follow-ups/{n}/closure outcome`],
    slots: [['/outcome']],
    body: () => ({ closedOn: '2026-10-01' }),
    much: 'few',
    send: async (sent) => {
      const { id } = (await desk.post(`/v1/dialogue/${kind}`, body)).body;
      return desk.post(`/v1/dialogue/${kind}/${id}/follow-ups/1/closure`, sent);
    },
  });
  const followUp = { what: 'x', owner: 'secretariat', dueOn: '2026-09-15' };
  const followUps = times(() => ({ ...followUp })).slice(0, 20);
  const points = times(() => ({ raisedBy: 'RWA', point: 'x', reply: 'x', closed: false }));
  const consulted = { ...consultation, attendance: { states: ['RWA'], bodies: times(() => 'x') } };
  return [
    saying(
      'briefings',
      { ...briefing, participants: times(() => 'x') },
      fiftyOf('/participants/*'),
      'all',
    ),
    saying(
      'briefings',
      { ...briefing, followUps },
      fiftyOf('/followUps/*/what').slice(0, 20),
      'all',
    ),
    saying('briefings', briefing, [['/views']], 'formulas'),
    saying('consultations', consulted, fiftyOf('/attendance/bodies/*'), 'all'),
    saying(
      'consultations',
      { ...consultation, points },
      fiftyOf('/points/*/point', '/points/*/reply'),
      'all',
    ),
    saying(
      'consultations',
      { ...consultation, followUps },
      fiftyOf('/followUps/*/what').slice(0, 20),
      'all',
    ),
    saying('consultations', consultation, [['/documentSymbol']], 'few'),
    saying('expectations', expectation, [['/statement']], 'few'),
    saying('host-state', hostState, [['/note']], 'formulas'),
    saying('threats', threat, [['/title', '/symbol', '/requirement']], 'formulas'),
    saying('commitments', commitment, [['/statement', '/signatory']], 'formulas'),
    closing('briefings', { ...briefing, followUps: [followUp] }),
    closing('consultations', { ...consultation, followUps: [followUp] }),
  ];
};

/** What is typed about people, receivers of events, ladders and calendars. */
export const peopleForms = (admin: SignedIn, { state, drafter }: Cast): Typing[] => {
  const calendar = { timeZone: 'Africa/Kigali', weekend: [6, 7], holidays: [] };
  const ladder = {
    hour: '09:00',
    manners: { perPersonPerDay: 3, quietOnDaysOff: true },
    steps: {},
  };
  const defining = (kind: string, body: object): Typing => ({
    fields: ['title', 'source'].map((name) => `post /v1/${kind} ${name}`),
    slots: [['/title', '/source']],
    body: () => ({ id: `own-${next()}`, ...body }),
    much: 'few',
    send: (sent) => admin.post(`/v1/${kind}`, sent),
  });
  return [
    {
      fields: ['post /v1/people name'],
      slots: [['/name']],
      body: () => ({ id: `p-${next()}`, email: 'x@y.example', role: 'evaluator' }),
      much: 'formulas',
      send: (sent) => admin.post('/v1/people', sent),
    },
    {
      fields: ['post /v1/delegations reason'],
      slots: [['/reason']],
      body: async () => ({ to: (await drafter.get('/v1/people/me')).body.id, ends: '2027-01-01' }),
      much: 'few',
      send: async (sent) => {
        const made = await state.post('/v1/delegations', sent);
        if (made.status < 300) await state.post(`/v1/delegations/${made.body.id}/revocation`, {});
        return made;
      },
    },
    {
      fields: ['post /v1/webhooks description'],
      slots: [['/description']],
      body: () => ({ url: 'https://receiver.example/events' }),
      much: 'few',
      send: async (sent) => {
        const made = await admin.post('/v1/webhooks', sent);
        if (made.status < 300) await admin.del(`/v1/webhooks/${made.body.id}`);
        return made;
      },
    },
    defining('calendars', calendar),
    defining('ladders', ladder),
  ];
};
