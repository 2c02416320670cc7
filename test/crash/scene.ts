import { checkedBy } from '../../adapters/signatures.ts';
import { checkRecord, type Found } from './check-record.ts';
import type { Office } from './clients.ts';
import { type Misses, noMisses } from './figures.ts';
import { type HostProcess, killDuringStart, startHostProcess } from './host-process.ts';
import { readRecord } from './open-record.ts';
import { desk } from './people.ts';
import { remembered } from './remembered.ts';
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

/** One data folder, the host that holds it, and the clients with all they remember. */
export interface Scene {
  readonly office: Office;
  readonly misses: Misses;
  /** What each client chooses by. */
  readonly randoms: readonly Random[];
  /** What the kills come by. */
  readonly moments: Random;
  host(): HostProcess;
  /** Starts the next host on the same folder and port; before it, one that dies after `diesAfterMs`. */
  restart(diesAfterMs: number | undefined): Promise<void>;
  /** Reads the record while no host holds it. */
  check(which: 'moved' | 'all'): Promise<Found>;
}

const counting = (name: string) => {
  let count = 0;
  return () => {
    count += 1;
    return `${name}-${count}`;
  };
};

export const openScene = async (options: CrashOptions, folder: string): Promise<Scene> => {
  const { seed, clients, reviews } = options;
  const memory = remembered();
  const misses = { ...noMisses(), unexpected: memory.unexpected };
  let host = await startHostProcess(folder, 0);
  const wire = await openWire(() => host.url);
  const signature = checkedBy((await wire.get(desk, '/v1/keys')).body.keys);
  const office: Office = {
    wire,
    memory,
    // Some more, because a client that has just ended a review opens the next one a moment later.
    reviews: reviews + 2 * clients,
    freshKey: counting(`crash-${seed}`),
    isHostKilled: () => host.isKilled(),
  };
  return {
    office,
    misses,
    randoms: Array.from({ length: clients }, (_, client) => seeded(seed, `client ${client}`)),
    moments: seeded(seed, 'moments'),
    host: () => host,
    async restart(diesAfterMs) {
      const port = Number(new URL(host.url).port);
      if (diesAfterMs !== undefined) await killDuringStart(folder, port, diesAfterMs);
      host = await startHostProcess(folder, port);
    },
    check: (which) =>
      readRecord(folder, (client, table) =>
        checkRecord({ client, table, memory, misses, which, signature }),
      ),
  };
};
