import * as z from 'zod';
import { ImportReport, type ImportRow } from '../../domain/contributions/report.ts';

/** What an import answers with: the report, and how many units it makes. */
export const ImportAnswer = ImportReport.extend({ dryRun: z.boolean(), units: z.int() });
export type ImportAnswer = z.output<typeof ImportAnswer>;

const lineOf = ({ line, status, contributor, mission, problems }: ImportRow): string => {
  const about = [contributor, mission].filter(Boolean).join(' ');
  const said = problems.map(({ code, detail }) => `${code}: ${detail}`).join('; ');
  return [`line ${line}`.padEnd(10), status.padEnd(8), about.padEnd(14), said].join('  ').trimEnd();
};

/** The report row by row: the rows with a problem, or all of them. */
const rowLines = ({ rows }: ImportAnswer, all: boolean): string[] =>
  rows.filter(({ problems }) => all || problems.length > 0).map(lineOf);

const number = (value: number): string => value.toLocaleString('en-GB');

const totalsLine = ({ totals, contributors }: ImportAnswer): string =>
  [
    `${number(totals.total)} persons of ${contributors} contributors`,
    `${number(totals.troops)} troops`,
    `${number(totals.formedPolice)} in formed police units`,
    `${number(totals.individualPolice)} individual police`,
    `${number(totals.experts)} experts`,
    `${number(totals.staffOfficers)} staff officers`,
  ].join(', ');

/** The report of an import as text: rows, then the summary. */
export const reportText = (answer: ImportAnswer, all: boolean): string => {
  const { rows, accepted, warnings, rejected, problems, units, dryRun } = answer;
  const lines = rowLines(answer, all);
  return [
    ...lines,
    ...(lines.length > 0 ? [''] : []),
    ...problems.map(({ detail }) => `File: ${detail}.`),
    `${rows.length} rows: ${accepted} accepted, ${warnings} with a warning (counted), ${rejected} rejected (not counted).`,
    `${totalsLine(answer)}.`,
    dryRun
      ? `Dry run: nothing was written. ${units} units would be.`
      : `${units} units were written.`,
  ].join('\n');
};
