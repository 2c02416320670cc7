/** One valid body of each kind, on a mission of the tests. Everything in them is invented. */
export const briefing = {
  mission: 'MINUSCA',
  date: '2026-09-01',
  briefer: 'secretariat',
  invited: ['RWA', 'GHA'],
  participants: ['Office of Military Affairs', 'Permanent Mission of Ghana'],
  topics: ['conflict_assessment', 'rules_of_engagement_briefed_on'],
  views: 'Ghana asked for armoured ambulances; Rwanda agreed.',
  followUps: [
    { what: 'Send the requirement for ambulances.', owner: 'secretariat', dueOn: '2026-09-15' },
    { what: 'Say how many ambulances there are.', owner: 'GHA', dueOn: '2026-09-30' },
  ],
};

export const consultation = {
  mission: 'MINUSCA',
  date: '2026-09-10',
  format: '1353_private',
  documentSymbol: 'S/PV.0000',
  attendance: { states: ['RWA', 'GHA'], bodies: ['African Union'] },
  points: [
    { raisedBy: 'RWA', point: 'Air support is late.', reply: 'It is noted.', closed: false },
    { raisedBy: 'GHA', point: 'Reimbursement is late.', closed: false },
    { raisedBy: 'council', point: 'Civilians come first.', closed: true },
  ],
};

export const expectation = {
  mission: 'MINUSCA',
  date: '2026-09-10',
  statement: 'Contingents patrol at night.',
  subject: 'use_of_force',
  holders: ['council'],
  stances: [
    { party: 'secretariat', stance: 'agreed' },
    { party: 'RWA', stance: 'agreed' },
    { party: 'GHA', stance: 'contested' },
  ],
};

export const hostState = {
  mission: 'MINUSCA',
  date: '2026-09-01',
  consent: 'qualified',
  gap: 'lack_of_capacity',
  lever: 'support_under_hrddp',
  note: 'Roads are closed at times.',
};

export const threat = {
  mission: 'MINUSCA',
  date: '2026-08-01',
  title: 'Explosive devices on supply routes',
  symbol: 'INVENTED/2026/1',
  classification: 'unclassified',
  requirement: 'Mine-protected vehicles for each company.',
};

export const commitment = {
  mission: 'MINUSCA',
  date: '2026-08-15',
  statement: 'One battalion for two rotations.',
  level: 'minister',
  signatory: 'Minister of Defence',
  validUntil: '2028-08-15',
};
