import { quoted, type RowReader } from './cells.ts';
import { nobody, type Persons, refuseFile } from './report.ts';

/** One known layout of a contributions file: the columns it cannot do without, and how its figures are read. */
export interface Layout {
  readonly name: 'ipi' | 'un';
  readonly contributor: string;
  readonly mission: string;
  readonly date: string;
  /** Where a row speaks of one personnel type only: the column that names it. */
  readonly personnelType?: string;
  readonly figures: readonly string[];
  readonly persons: (row: RowReader, personnelType: string) => Persons;
}

// Civilian_Police (both kinds of police) and Observers (the experts) are subtotals: the same persons again.
const ipi: Layout = {
  name: 'ipi',
  contributor: 'Contributor_ISO-3',
  mission: 'Mission',
  date: 'Date',
  figures: ['Troops', 'Formed_Police_Units', 'Inidividual_Police', 'Experts_on_Mission', 'Total'],
  persons: (row) => {
    const troops = row.count('Troops');
    const formedPolice = row.count('Formed_Police_Units');
    const individualPolice = row.count('Inidividual_Police');
    const experts = row.count('Experts_on_Mission');
    const total = troops + formedPolice + individualPolice + experts;
    row.expect('Total', total);
    row.expect('Civilian_Police', formedPolice + individualPolice);
    row.expect('Observers', experts);
    return { ...nobody, troops, formedPolice, individualPolice, experts, total };
  },
};

// Staff officers serve as individuals: they are no part of a battalion's strength.
const personnelTypes = new Map<string, keyof Persons>([
  ['Troops', 'troops'],
  ['Contingent Troops', 'troops'],
  ['Formed Police Units', 'formedPolice'],
  ['Individual Police', 'individualPolice'],
  ['Experts on Mission', 'experts'],
  ['Staff Officer', 'staffOfficers'],
]);

const un: Layout = {
  name: 'un',
  contributor: 'ISOCode3',
  mission: 'Mission_Acronym',
  date: 'Last_Reporting_Date',
  personnelType: 'Personnel_Type',
  figures: ['Female_Personnel', 'Male_Personnel'],
  persons: (row, personnelType) => {
    const total = row.count('Female_Personnel') + row.count('Male_Personnel');
    row.expect('Total_Personnel', total);
    const type = personnelTypes.get(personnelType);
    if (type) return { ...nobody, [type]: total, total };
    const known = [...personnelTypes.keys()].join(', ');
    row.report('unknown_personnel_type', `${quoted(personnelType)} is none of ${known}`);
    return { ...nobody, total };
  },
};

const layouts: readonly Layout[] = [un, ipi];

/** The columns that a file in this layout must have. */
const requiredColumns = (layout: Layout): string[] => [
  layout.contributor,
  layout.mission,
  ...(layout.personnelType ? [layout.personnelType] : []),
  ...layout.figures,
  layout.date,
];

/** The layout that a heading is in. Throws `Refusal`, naming the columns, when it is none or incomplete. */
export const layoutOf = (header: readonly string[]): Layout => {
  const missing = (layout: Layout) =>
    requiredColumns(layout).filter((column) => !header.includes(column));
  const touched = layouts.filter(
    (layout) => missing(layout).length < requiredColumns(layout).length,
  );
  const [best] = touched.sort((one, other) => missing(one).length - missing(other).length);
  if (!best) {
    const known = layouts.map((layout) => requiredColumns(layout).join(', ')).join('; or ');
    return refuseFile('unknown_layout', `No contributions file: it needs the columns ${known}.`);
  }
  const lacking = missing(best).join(', ');
  return lacking ? refuseFile('missing_column', `The file lacks the column ${lacking}.`) : best;
};
