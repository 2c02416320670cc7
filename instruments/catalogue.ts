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
