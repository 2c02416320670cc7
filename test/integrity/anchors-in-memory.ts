import type { Anchors } from '../../adapters/anchors.ts';
import type { Anchor } from '../../domain/anchor.ts';

/** Anchors that last as long as a test. */
export const anchorsInMemory = (): Anchors => {
  const kept: Anchor[] = [];
  return {
    latest: async () => kept.at(-1),
    read: async (n) => {
      const anchor = kept[n - 1];
      if (!anchor) throw new Error(`there is no anchor ${n}`);
      return anchor;
    },
    append: async (anchor) => {
      if (anchor.n !== kept.length + 1) return false;
      kept.push(anchor);
      return true;
    },
  };
};
