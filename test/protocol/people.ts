/** Somebody for each act of a review. All invented. */
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
  director: {
    id: 'director',
    name: 'Director',
    email: 'director@invented.example',
    role: 'director',
    version: 1,
  },
  contingentCommander: {
    id: 'contingent-commander',
    name: 'Contingent commander',
    email: 'contingent-commander@invented.example',
    role: 'contingent_commander',
    contributor: 'RWA',
    version: 1,
  },
} as const;
