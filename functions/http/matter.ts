import { authorize } from '../../adapters/authorization.ts';
import type { MayRead } from '../../domain/dialogue/sight.ts';
import type { Asker } from '../../domain/permissions.ts';

/** What the policies let this person read of the political side of missions. */
export const mayReadDialogue =
  (asker: Asker): MayRead =>
  (matter) =>
    authorize(asker, 'read-dialogue', matter).allowed;
