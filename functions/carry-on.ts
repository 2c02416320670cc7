import { advance } from '../adapters/advance.ts';
import { log } from '../adapters/log.ts';
import type { Out } from '../domain/out.ts';

/** Carries a committed command on; whatever fails here is left to the reconciler. */
export const carryOn = async (out: Out | undefined): Promise<void> => {
  if (!out) return;
  try {
    await advance(out);
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    log('warn', 'left to the reconciler', { review: out.review, error: name });
  }
};
