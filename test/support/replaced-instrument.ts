import type { Instrument } from '../../domain/instrument.ts';
import type { Change } from '../../domain/versions/mapping.ts';
import { instrumentOf } from './small-instrument.ts';

type Wanted = Parameters<typeof instrumentOf>[0];

/** The next version of a small instrument: other criteria, and what became of the earlier ones. */
export const nextVersion = (
  before: Instrument,
  wanted: Wanted,
  changes: Change[],
  more: Partial<Instrument> = {},
): Instrument =>
  instrumentOf(wanted, {
    version: before.version + 1,
    previous: { version: before.version, changes },
    ...more,
  });

/** Seven criteria of a first version, one for each thing that can become of them. */
export const firstVersion = instrumentOf([
  { id: 'EX-A1', measure: 'YN', critical: true },
  { id: 'EX-A2', measure: 'SNU' },
  { id: 'EX-A3', measure: 'PCT' },
  { id: 'EX-A4', measure: 'PCT' },
  { id: 'EX-A5', measure: 'SNU', stages: ['self-assessment', 'evaluation'] },
  { id: 'EX-A6', measure: 'PCT' },
  { id: 'EX-A7', measure: 'YN' },
]);

/** Its second version: A1 stays, A2 is renamed, A3 and A4 merge, A5 splits, A6 is rescaled, A7 goes, B9 comes. */
export const secondVersion = nextVersion(
  firstVersion,
  [
    { id: 'EX-A1', measure: 'YN', critical: true },
    { id: 'EX-B2', measure: 'SNU' },
    { id: 'EX-B3', measure: 'PCT' },
    { id: 'EX-B5', measure: 'SNU', stages: ['self-assessment', 'evaluation'] },
    { id: 'EX-B6', measure: 'SNU', stages: ['self-assessment'] },
    { id: 'EX-A6', measure: 'SNU' },
    { id: 'EX-B9', measure: 'YN' },
  ],
  [
    { change: 'rename', from: 'EX-A2', to: 'EX-B2' },
    { change: 'merge', from: ['EX-A3', 'EX-A4'], to: 'EX-B3', rule: 'worst' },
    { change: 'split', from: 'EX-A5', to: ['EX-B5', 'EX-B6'] },
    {
      change: 'scale',
      criterion: 'EX-A6',
      from: 'PCT',
      to: 'SNU',
      bands: { satisfactory: 80, improvement: 60 },
    },
    { change: 'retired', criterion: 'EX-A7' },
    { change: 'added', criterion: 'EX-B9' },
  ],
);

/** A third version, which turns the merged percentage into yes or no and the rest into what it was. */
export const thirdVersion = nextVersion(
  secondVersion,
  [
    { id: 'EX-A1', measure: 'YN', critical: true },
    { id: 'EX-C2', measure: 'SNU' },
    { id: 'EX-B3', measure: 'YN' },
    { id: 'EX-B5', measure: 'SNU', stages: ['self-assessment', 'evaluation'] },
    { id: 'EX-B6', measure: 'SNU', stages: ['self-assessment'] },
    { id: 'EX-A6', measure: 'SNU' },
    { id: 'EX-B9', measure: 'YN' },
  ],
  [
    { change: 'rename', from: 'EX-B2', to: 'EX-C2' },
    {
      change: 'scale',
      criterion: 'EX-B3',
      from: 'PCT',
      to: 'YN',
      bands: { satisfactory: 90, improvement: 70 },
    },
  ],
);
