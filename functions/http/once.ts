import type { KeptAnswer, RequestIdentity } from '../../adapters/idempotency.ts';
import { type AnyAsked, identityOf, replayOf, unlessCopyWas, untilUndisturbed } from './command.ts';
import type { Reply } from './route.ts';

/**
 * One command that belongs to no review: the earlier answer to the same key, or one transaction
 * that keeps its answer under `place`. Decided anew when the record moved meanwhile.
 */
export const once = (
  asked: AnyAsked,
  place: (identity: RequestIdentity) => string,
  commit: (identity: RequestIdentity) => Promise<KeptAnswer>,
): Promise<Reply> => {
  const identity = identityOf(asked);
  return untilUndisturbed(
    async () =>
      (await replayOf(place(identity), identity)) ??
      unlessCopyWas(place(identity), identity, async () => (await commit(identity)) as Reply),
  );
};
