import type { Instrument } from '../instrument.ts';
import type { Eyes } from './eyes.ts';
import { gapCells } from './gap-cells.ts';
import { readinessCells } from './readiness-cells.ts';
import { standingCells } from './standing-cells.ts';
import type { Summary } from './summary.ts';
import { type Cell, type Tally, tallied } from './tally.ts';

const cellsIn = { standing: standingCells, gap: gapCells, readiness: readinessCells } as const;

/** The books of figures: one for each page, kept apart so that a page reads its own only. */
export type Book = keyof typeof cellsIn;
export const books = Object.keys(cellsIn) as readonly Book[];

/** The cells that one review gives to a book. */
export const cellsFor = (
  book: Book,
  summary: Summary,
  eyes: Eyes,
  instrument: Instrument,
): Cell[] => cellsIn[book](summary, eyes, instrument);

/** The same, added up. */
export const tallyFor = (...asked: Parameters<typeof cellsFor>): Tally =>
  tallied(cellsFor(...asked));
