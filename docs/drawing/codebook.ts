import { constraintsText } from '../../domain/export/codebook.ts';
import type { Column } from '../../domain/export/column.ts';
import { dataSetNames, dataSets } from '../../domain/export/data-sets.ts';

const lineOf = ({ name, type, description, constraints }: Column): string => {
  const holds = constraintsText(constraints).replaceAll('|', '\\|');
  return `| \`${name}\` | ${type} | ${description} | ${holds} |`;
};

/** Every data set with its columns, as the codebook of an export says it. */
export const codebookTable = (): string =>
  dataSetNames
    .map((name) => {
      const { description, primaryKey, columns } = dataSets[name];
      return [
        `### \`${name}\``,
        '',
        `${description} One row is named by ${primaryKey.map((key) => `\`${key}\``).join(', ')}.`,
        '',
        '| Column | Type | What it holds | What holds for it |',
        '|---|---|---|---|',
        ...columns.map(lineOf),
      ].join('\n');
    })
    .join('\n\n');
