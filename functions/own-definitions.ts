import { type DefinitionKind, definitionsOf } from '../adapters/definitions.ts';
import type { OwnDefinition } from '../domain/reminders/own-definitions.ts';

interface Read {
  readonly at: number;
  readonly all: Promise<OwnDefinition[]>;
}

const freshFor = 60_000;
const kept = new Map<DefinitionKind, Read>();

/** Reads the operator's own ladders or calendars from the table now. */
export const readOwn = (kind: DefinitionKind): Promise<OwnDefinition[]> => {
  const all = definitionsOf(kind);
  kept.set(kind, { at: performance.now(), all });
  // What could not be read is not remembered.
  all.catch(() => kept.delete(kind));
  return all;
};

/** The operator's own ladders or calendars, as read at most a minute ago. */
export const ownDefinitions = (kind: DefinitionKind): Promise<OwnDefinition[]> => {
  const read = kept.get(kind);
  return read && performance.now() - read.at < freshFor ? read.all : readOwn(kind);
};
