import type { Event, NewEvent } from '../../domain/events.ts';

export const by = { person: 'somebody', role: 'permanent_mission', rule: 'a-test' };

/** New events as a record keeps them: numbered from `first` on, one a day, with invented hashes. */
export const recorded = (events: readonly NewEvent[], first = 1): Event[] =>
  events.map((event, index) => {
    const seq = first + index;
    const at = new Date(Date.parse('2027-03-01T09:00:00.000Z') + index * 86_400_000).toISOString();
    return { ...event, seq, at, prev: String(seq - 1), hash: String(seq) } as Event;
  });
