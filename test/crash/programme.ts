import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Head } from '../../domain/review.ts';
import type { Stage } from '../../domain/stages.ts';
import { checkRecord, type Found } from './check-record.ts';
import { fill, type Office, workUntilKilled } from './clients.ts';
import { type Figures, type Kill, noMisses } from './figures.ts';
import { type HostProcess, startHostProcess } from './host-process.ts';
import { readRecord } from './open-record.ts';
import { type Remembered, remembered } from './remembered.ts';
import { repeatUnanswered } from './repeat.ts';
import { slowestRest } from './rest.ts';
import { type Random, seeded } from './seeded.ts';
import { openWire } from './wire.ts';

export interface CrashOptions {
  readonly kills: number;
  readonly reviews: number;
  readonly clients: number;
  /** Fixes what the clients choose and when the kills come; how the requests interleave stays open. */
  readonly seed: number;
  readonly tell: (line: string) => void;
}

const shortestMs = 20;
const longestMs = 1_200;

const openCounts = (heads: Iterable<Head>): Record<Stage | 'returned', number> => {
  const counts = { 'self-assessment': 0, evaluation: 0, verification: 0, returned: 0 };
  for (const { phase, stage, round } of heads) {
    if (phase === 'closing' || phase === 'rest') continue;
    counts[stage] += 1;
    if (round > 1) counts.returned += 1;
  }
  return counts;
};

const described = (kill: Kill, { cutOff, checked }: Found): string => {
  const rested = Math.round(kill.restMs);
  return (
    `at ${Math.round(kill.afterMs)} ms: ${cutOff.length} cut off (${kill.cutOff.join(' ')}), ` +
    `${kill.unanswered} unanswered (${kill.written} written), ${checked} checked; ` +
    `ready after ${Math.round(kill.startMs)} ms, all at rest ${rested} ms later`
  );
};

const stage = async (options: CrashOptions, folder: string) => {
  const randoms = Array.from({ length: options.clients }, (_, client) =>
    seeded(options.seed, `client ${client}`),
  );
  const moments: Random = seeded(options.seed, 'moments');
  const memory: Remembered = remembered();
  const misses = noMisses();
  let host: HostProcess = await startHostProcess(folder, 0);
  const { port } = new URL(host.url);
  let keys = 0;
  const office: Office = {
    wire: await openWire(() => host.url),
    memory,
    // A client that has just ended a review opens the next one a moment later.
    reviews: options.reviews + 2 * options.clients,
    freshKey: () => `crash-${options.seed}-${(keys += 1)}`,
    isHostKilled: () => host.isKilled(),
  };
  const check = (all: boolean) =>
    readRecord(folder, (client, table) => checkRecord(client, table, memory, misses, all));
  return { office, misses, randoms, moments, check };
};
