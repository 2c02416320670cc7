import type { Command } from 'commander';
import { readContributions } from '../../adapters/contributions-csv.ts';
import { unitsOf } from '../../domain/contributions/units.ts';
import { Refusal } from '../../domain/refusal.ts';
import { playDemo } from '../demo/play.ts';
import type { Row } from '../demo/rows.ts';
import type { Summary } from '../demo/summary.ts';
import { hostUrl } from './api-client.ts';
import { CommandFailed } from './command-failed.ts';
import { summaryText } from './demo-summary-text.ts';
import { showProgress } from './progress.ts';
import { readTextFile } from './text-file.ts';

interface Options {
  readonly from?: string;
  readonly small?: boolean;
  readonly json?: boolean;
}

/** The units that a contributions file lets one presume. */
const rowsFrom = (file: string): Row[] => {
  const csv = readTextFile(file);
  try {
    const rows = unitsOf(readContributions(csv));
    if (rows.length > 0) return rows;
  } catch (error) {
    if (error instanceof Refusal)
      throw new CommandFailed(`${file} cannot be used: ${error.message}`, `head -n 3 ${file}`);
    throw error;
  }
  throw new CommandFailed(
    `${file} has no contributor with 500 troops or with formed police in a known mission.`,
    `npm run ora -- import contributions ${file} --dry-run`,
  );
};

const wentWell = ({ closed, open, stuck, planned, problems }: Summary): boolean =>
  closed === planned.closed && open === planned.open && stuck === 0 && problems.length === 0;

const demo = async ({ from, small = false, json = false }: Options): Promise<void> => {
  const summary = await playDemo({
    url: hostUrl(),
    small,
    ...(from && { rows: rowsFrom(from) }),
    onProgress: showProgress(),
    onSay: (sentence) => console.error(sentence),
  });
  console.log(json ? JSON.stringify(summary, null, 2) : summaryText(summary));
  if (!wentWell(summary)) process.exitCode = 1;
};

/** `ora demo`: plays eighteen months of reviews over HTTP, as the people concerned. */
export const addDemo = (program: Command): void => {
  program
    .command('demo')
    .description('play 18 months of invented reviews on fictional units, over HTTP')
    .option('--from <csv>', 'a file of contributions in place of the product’s own 87 rows')
    .option('--small', 'a dozen reviews to close and a dozen to leave open')
    .option('--json', 'print the summary as JSON')
    .action(demo);
};
