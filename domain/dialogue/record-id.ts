import type { DialogueEvent } from './events.ts';

const kinds = {
  'briefing-recorded': 'briefing',
  'consultation-recorded': 'consultation',
  'expectation-recorded': 'expectation',
  'host-state-assessed': 'host-state',
  'threat-recorded': 'threat',
  'commitment-recorded': 'commitment',
} as const;

/** The id of the record that an event makes or changes: `threat-MINUSCA-12`, by mission and the event that made it. */
export const recordIdOf = ({ type, facts, seq }: DialogueEvent): string => {
  if (type === 'follow-up-closed') return facts.record;
  if (type === 'expectation-recorded' && facts.supersedes) return facts.supersedes.expectation;
  return `${kinds[type]}-${facts.mission}-${seq}`;
};

/** The mission in such an id, or undefined where it is none. */
export const missionIn = (id: string): string | undefined =>
  /^[a-z-]{1,20}-([A-Z]{4,10})-[0-9]{1,5}$/.exec(id)?.[1];

/** The place in the record that such an id names: the order of a list. */
export const placeIn = (id: string): number => Number(id.slice(id.lastIndexOf('-') + 1));
