import { join } from 'node:path';
import { anchorHeads } from '../adapters/anchoring.ts';
import { type Anchors, useAnchors } from '../adapters/anchors.ts';
import { now } from '../adapters/clock.ts';
import { log } from '../adapters/log.ts';
import { useSigner } from '../adapters/signing.ts';
import { openAnchorsFile } from './anchors-file.ts';
import type { MovableClock } from './clock-file.ts';
import { openSigningKey } from './signing-key.ts';

/** Anchors while nothing is on its way. A failure stops nobody; it is told, and the next anchor makes up for it. */
const anchorAtRest = async (before?: () => Promise<void>): Promise<void> => {
  try {
    await before?.();
    await anchorHeads(0);
  } catch (error) {
    log('error', 'not anchored', { error: error instanceof Error ? error.name : 'unknown' });
    console.error(`  ! no root was signed over the record: ${error}`);
  }
};

/** A wall clock that was set back while the host was down must not let new events look older than the last root. */
const catchUp = async (file: Anchors, clock: MovableClock): Promise<void> => {
  const last = await file.latest();
  const behind = last ? Date.parse(last.asOf) - now() : 0;
  if (behind > 0) clock.forward(behind);
};

/**
 * Signatures by a key file and roots in a file that only grows, both in the data folder. Anchors
 * while nothing is on its way: now, before the host begins to work, and when it has stopped.
 */
export const openIntegrity = async (
  folder: string,
  clock: MovableClock,
): Promise<{ close(): Promise<void> }> => {
  useSigner(openSigningKey(join(folder, 'signing-key.json')));
  const file = openAnchorsFile(join(folder, 'anchors.jsonl'));
  useAnchors(file);
  await anchorAtRest(() => catchUp(file, clock));
  return {
    close: async () => {
      await anchorAtRest();
      await file.close();
    },
  };
};
