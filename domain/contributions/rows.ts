import { findContributor } from '../reference/contributors.ts';
import { findMission } from '../reference/missions.ts';
import { quoted, type RowReader, rowReader } from './cells.ts';
import type { Layout } from './layouts.ts';
import { type ImportRow, nobody, type RowProblemCode, statusOf } from './report.ts';

/** One row of a file as cells, with the number of its (last) line. */
export interface CellRow {
  readonly line: number;
  readonly cells: readonly string[];
}

const checkContributor = (row: RowReader, code: string): void => {
  if (findContributor(code)) return;
  const hint = code === 'NA' ? ' (NA says none; Namibia is NAM)' : '';
  row.report('unknown_contributor', `${quoted(code)} is no code of a State known here${hint}`);
};

const checkMission = (row: RowReader, acronym: string): void => {
  if (findMission(acronym)) return;
  const detail = `${quoted(acronym)} is no mission known here: counted, but no review can name it`;
  row.report('unknown_mission', detail);
};

const misshapen = ({ line, cells }: CellRow, width: number): ImportRow => {
  const detail = `${cells.length} cells instead of ${width}: ${quoted(cells.join(','))}`;
  const problems = [{ code: 'wrong_cell_count' as const, detail }];
  return { line, status: 'rejected', ...nobody, problems };
};

/** Reads one row by itself: what it says, and everything that is wrong with it. */
export const readRow = (layout: Layout, header: readonly string[], cells: CellRow): ImportRow => {
  if (cells.cells.length !== header.length) return misshapen(cells, header.length);
  const row = rowReader(header, cells.cells);
  const contributor = row.text(layout.contributor);
  const mission = row.text(layout.mission);
  const personnelType = layout.personnelType && row.text(layout.personnelType);
  const date = row.date(layout.date);
  checkContributor(row, contributor);
  checkMission(row, mission);
  const persons = layout.persons(row, personnelType ?? '');
  const problems = [...row.problems];
  const said = {
    contributor,
    mission,
    ...(date && { date }),
    ...(personnelType && { personnelType }),
  };
  return { line: cells.line, status: statusOf(problems), ...said, ...persons, problems };
};

const reject = (row: ImportRow, code: RowProblemCode, detail: string): ImportRow => {
  const problems = [...row.problems, { code, detail }];
  return { ...row, status: statusOf(problems), problems };
};

/** A file of several months counts as its latest one: the earlier rows are rejected. */
export const latestOnly = (rows: readonly ImportRow[]): ImportRow[] => {
  const dated = rows.filter(({ status }) => status !== 'rejected');
  const latest = dated.reduce((max, { date = '' }) => (date > max ? date : max), '');
  const line = dated.find(({ date }) => date === latest)?.line;
  const detail = `the latest date of the file counts: ${latest}, line ${line}`;
  return rows.map((row) =>
    row.status === 'rejected' || row.date === latest ? row : reject(row, 'earlier_date', detail),
  );
};

/** Of several rows for the same contributor, mission and personnel type the first counts. */
export const firstOnly = (rows: readonly ImportRow[]): ImportRow[] => {
  const firsts = new Map<string, ImportRow>();
  return rows.map((row) => {
    if (row.status === 'rejected') return row;
    const key = JSON.stringify([row.contributor, row.mission, row.personnelType]);
    const first = firsts.get(key);
    if (!first) firsts.set(key, row);
    if (!first) return row;
    const totals =
      first.total === row.total ? 'same total' : `total ${first.total}, not ${row.total}`;
    return reject(row, 'duplicate_row', `line ${first.line} came first and counts (${totals})`);
  });
};
