import { Instrument } from '../domain/instrument.ts';
import formedPoliceUnit1 from './formed-police-unit.v1.json' with { type: 'json' };
import formedPoliceUnit2 from './formed-police-unit.v2.json' with { type: 'json' };
import infantryBattalion1 from './infantry-battalion.v1.json' with { type: 'json' };
import infantryBattalion2 from './infantry-battalion.v2.json' with { type: 'json' };

/** Every version of every instrument; a published version never changes. */
export const instruments: readonly Instrument[] = [
  infantryBattalion1,
  infantryBattalion2,
  formedPoliceUnit1,
  formedPoliceUnit2,
].map((data) => Instrument.parse(data));

export const findInstrument = (id: string, version: number): Instrument | undefined =>
  instruments.find((instrument) => instrument.id === id && instrument.version === version);

/**
 * The versions of an instrument from one to a later one, both included, each replacing the one
 * before; empty where there is no such way.
 */
export const versionsBetween = (id: string, from: number, to: number): Instrument[] => {
  const versions = Array.from({ length: Math.max(0, to - from + 1) }, (_, step) =>
    findInstrument(id, from + step),
  );
  const found = versions.filter((version) => version !== undefined);
  const linked = found.slice(1).every(({ previous }) => previous !== undefined);
  return linked && found.length === versions.length ? found : [];
};
