import { type Command, Option } from 'commander';
import { dataSetNames } from '../../domain/export/data-sets.ts';
import { CommandFailed } from './command-failed.ts';
import { exportData } from './export-data.ts';
import { exportRecord } from './export-record.ts';

interface Options {
  readonly dataset: string;
  readonly format: string;
  readonly out?: string;
  readonly contributor?: string;
  readonly mission?: string;
  readonly state?: string;
  readonly stage?: string;
  readonly dueBefore?: string;
  readonly overdue?: true;
  readonly lang?: string;
  readonly background?: true;
}

const remedy = 'npm run ora -- export --help';

/** The record is one file of its own kind; all data sets together fit into an archive only. */
const requireTogether = ({ dataset, format }: Options): void => {
  if (dataset === 'record' && format !== 'jsonl')
    throw new CommandFailed('The record is exported as jsonl only.', remedy);
  if (dataset === 'all' && format !== 'zip')
    throw new CommandFailed('All data sets together are exported as zip only.', remedy);
};

const exportAs = async (options: Options): Promise<void> => {
  requireTogether(options);
  const { dataset, format, out, background, ...filter } = options;
  if (dataset === 'record') return exportRecord(out);
  const given = Object.entries(filter).map(([name, value]) => [name, String(value)]);
  return exportData({ dataset, format, out, background, filter: Object.fromEntries(given) });
};

/** `ora export`: data sets for analysts, or the whole record for `ora verify`. */
export const addExport = (program: Command): void => {
  program
    .command('export')
    .description('export a data set, or the whole record for ora verify')
    .addOption(
      new Option('--dataset <name>', 'what')
        .choices([...dataSetNames, 'all', 'record'])
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--format <format>', 'how')
        .choices(['csv', 'jsonl', 'xlsx', 'parquet', 'zip'])
        .default('jsonl'),
    )
    .option('--out <file>', 'where; stdout unless told')
    .option('--contributor <iso3>', 'only reviews of this State')
    .option('--mission <acronym>', 'only reviews for this mission')
    .option('--state <state>', 'only reviews that stand there')
    .option('--stage <stage>', 'only reviews in this stage')
    .option('--due-before <day>', 'only reviews that are due before this day')
    .option('--overdue', 'only reviews that are overdue')
    .option('--lang <code>', 'language of a workbook: ar turns its sheets from right to left')
    .option('--background', 'have it written in the background, as is done for what is too large')
    .action(exportAs);
};
