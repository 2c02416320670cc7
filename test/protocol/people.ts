/** Three people, one for each side of a review. All invented. */
export const people = {
  evaluator: {
    id: 'evaluator',
    name: 'Evaluator',
    email: 'evaluator@invented.example',
    role: 'evaluator',
    version: 1,
  },
  permanentMission: {
    id: 'permanent-mission',
    name: 'Permanent Mission',
    email: 'permanent-mission@invented.example',
    role: 'permanent_mission',
    contributor: 'RWA',
    version: 1,
  },
  verifier: {
    id: 'verifier',
    name: 'Verifier',
    email: 'verifier@invented.example',
    role: 'verifier',
    mission: 'MINUSCA',
    version: 1,
  },
} as const;
