import type { KeptAnswer, RequestIdentity } from '../../adapters/idempotency.ts';
import { LostCondition } from '../../adapters/table.ts';
import { Unavailable } from '../../adapters/unavailable.ts';
import { type AnyAsked, identityOf, replayOf } from './command.ts';
import type { Reply } from './route.ts';

/**
 * One command that belongs to no review: the earlier answer to the same key, or one transaction
 * that keeps its answer under `place`. Decided anew when the record moved meanwhile.
 */
export const once = async (
  asked: AnyAsked,
  place: (identity: RequestIdentity) => string,
  commit: (identity: RequestIdentity) => Promise<KeptAnswer>,
): Promise<Reply> => {
  const identity = identityOf(asked);
  for (let tries = 0; tries < 5; tries += 1) {
    const replay = await replayOf(place(identity), identity);
    if (replay) return replay;
    try {
      return (await commit(identity)) as Reply;
    } catch (error) {
      if (!(error instanceof LostCondition)) throw error;
    }
  }
  throw new Unavailable('try again: what this rests on changes too fast');
};
