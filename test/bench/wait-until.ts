import { setTimeout as after } from 'node:timers/promises';

/** Asks again until it is so; throws after ten seconds. */
export const waitUntil = async (isSo: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 1000; tries += 1) {
    if (await isSo()) return;
    await after(10);
  }
  throw new Error('it did not happen within ten seconds');
};
