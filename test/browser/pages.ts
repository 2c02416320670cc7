import { evaluator, permanentMission, verifier } from '../support/client.ts';

type Person = Parameters<typeof import('../support/client.ts').signedIn>[1];

const director: Person = { role: 'director' };

/**
 * Every page there is, and who opens it, where somebody has to be signed in. `{review}` is a closed review, `{open}` one
 * that waits, `{mail}` a mail.
 */
export const pages: readonly (readonly [path: string, as: Person | undefined])[] = [
  ['/sign-in', undefined],
  ['/', director],
  ['/reviews/{review}', evaluator],
  ['/reviews/{open}', verifier],
  ['/reviews/{review}/report', director],
  ['/reviews/{review}/document', permanentMission],
  ['/reviews/none', evaluator],
  ['/outbox', director],
  ['/outbox/{mail}', director],
  ['/dashboard', director],
  ['/dashboard/gap', director],
  ['/dashboard/readiness', director],
  ['/dashboard/reviews?figure=pipeline', director],
  ['/docs/problems', undefined],
];
