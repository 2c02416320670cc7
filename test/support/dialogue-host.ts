import { evaluator, permanentMission, signedIn, verifier } from './client.ts';
import { startHost } from './host.ts';

type Somebody = Parameters<typeof signedIn>[1];

/** A host of its own, with one person of the Secretariat, of Rwanda and of MINUSCA; `as` signs in anybody else. */
export const startDialogue = async () => {
  const { url, close } = await startHost();
  return {
    close,
    desk: await signedIn(url, evaluator),
    state: await signedIn(url, permanentMission),
    field: await signedIn(url, verifier),
    as: (person: Somebody) => signedIn(url, person),
  };
};
