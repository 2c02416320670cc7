import type { By, Event } from '../events.ts';

/** What every record of a dossier has: its id, who entered it (nobody where the machine did), and when. */
export interface Entry {
  /** The kind of the record and its event's place, such as `caveat-12`. */
  readonly id: string;
  readonly at: string;
  readonly by?: By | undefined;
}

/** The entry that an event makes; its id never changes, because the event's place never does. */
export const entryOf = (kind: string, { seq, at, by }: Event): Entry => ({
  id: `${kind}-${seq}`,
  at,
  ...(by && { by }),
});
