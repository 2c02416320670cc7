import * as z from 'zod';
import { isSet } from './environment.ts';
import { listeningKey } from './keys.ts';
import { absent, getItem, versionIs, type Write } from './table.ts';

/** How long a process may go by what it knows, in milliseconds: before that, an event may be written as if nobody listened. */
const knownFor = 10_000;

const Listening = z.object({ since: z.string().optional(), version: z.int().default(0) });

/** Whether somebody listens, and since when events are listed for them without a gap. */
export type Listening = z.output<typeof Listening>;

let known: { readonly listens: boolean; readonly until: number } | undefined;

/** Whether somebody listens, as last written; from then on this process goes by it. */
export const readListening = async (): Promise<Listening> => {
  const listening = Listening.parse((await getItem(listeningKey())) ?? {});
  // The wall clock: how stale this is has nothing to do with the time of the record.
  known = { listens: listening.since !== undefined, until: Date.now() + knownFor };
  return listening;
};

/** Reads anew whether somebody listens, where what this process knows is too old. */
export const learnListening = async (): Promise<void> => {
  if (!known || known.until <= Date.now()) await readListening();
};

/** Whether somebody listens: the event bus, where there is one, or a webhook, as this process last learned. */
export const isListening = (): boolean => isSet('EVENT_BUS_NAME') || known?.listens === true;

/** Says that somebody listens, from this instant on if nobody did before, or nobody any more; no two registrations and revocations pass each other. */
export const listeningWrite = ({ since, version }: Listening, from: string | undefined): Write => ({
  name: 'listening',
  put: {
    ...listeningKey(),
    ...(from !== undefined && { since: since ?? from }),
    version: version + 1,
  },
  condition: version === 0 ? absent : versionIs(version),
});
