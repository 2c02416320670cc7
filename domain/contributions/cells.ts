import { Day } from '../text.ts';
import type { RowProblem, RowProblemCode } from './report.ts';

/** A cell as a message may show it: in quotes, and not too long. */
export const quoted = (cell: string): string =>
  JSON.stringify(cell.length > 40 ? `${cell.slice(0, 40)}…` : cell);

/** Reads the cells of one row by column name, and keeps what was wrong with them. */
export interface RowReader {
  readonly problems: readonly RowProblem[];
  readonly report: (code: RowProblemCode, detail: string) => void;
  /** The cell without blanks around it. */
  readonly text: (column: string) => string;
  /** A number of persons; `NA` is none, and so is what cannot be read. */
  readonly count: (column: string) => number;
  /** Holds a column, where the file has it, against what the other columns add up to. */
  readonly expect: (column: string, sum: number) => void;
  /** An ISO date from yyyy-mm-dd or dd/mm/yyyy, or undefined. */
  readonly date: (column: string) => string | undefined;
}

// Programs that turn NA into a missing value write the other numbers of the column as 12.0.
const persons = /^[0-9]{1,6}(\.0+)?$/;

const isoDate = (cell: string): string | undefined => {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell) ?? [];
  const iso = year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : cell;
  return Day.safeParse(iso).success ? iso : undefined;
};

export const rowReader = (header: readonly string[], cells: readonly string[]): RowReader => {
  const problems: RowProblem[] = [];
  const report = (code: RowProblemCode, detail: string) => void problems.push({ code, detail });

  const text = (column: string) => {
    const cell = cells[header.indexOf(column)] ?? '';
    const trimmed = cell.trim();
    if (trimmed !== cell) report('trimmed', `${column} had blanks around ${quoted(trimmed)}`);
    return trimmed;
  };

  const count = (column: string) => {
    const cell = text(column);
    if (persons.test(cell)) return Number(cell);
    if (cell === '') report('blank_figure', `${column} is blank and counts as 0; NA says none`);
    else if (cell !== 'NA')
      report('not_a_number', `${column} is ${quoted(cell)}, not a whole number from 0 to 999999`);
    return 0;
  };

  const expect = (column: string, sum: number) => {
    const unreadable = problems.some(({ code }) => code === 'not_a_number');
    if (unreadable || !header.includes(column)) return;
    const stated = count(column);
    if (stated !== sum)
      report('total_disagrees', `${column} says ${stated}, but its parts add up to ${sum}`);
  };

  const date = (column: string) => {
    const cell = text(column);
    const iso = isoDate(cell);
    if (!iso) report('bad_date', `${column} is ${quoted(cell)}, not dd/mm/yyyy or yyyy-mm-dd`);
    return iso;
  };

  return { problems, report, text, count, expect, date };
};
