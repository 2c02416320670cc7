import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { ask, bodyOf, hostUrl, refusalText } from './api-client.ts';
import { CommandFailed } from './command-failed.ts';
import { ImportAnswer, reportText } from './import-report-text.ts';
import { secretariatToken } from './secretariat-token.ts';
import { readTextFile } from './text-file.ts';

interface Options {
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly all?: boolean;
}

/** What helps against a refusal: a look at the file, or somebody else's token. */
const remedy = (status: number, file: string): string => {
  if (status === 401 || status === 403) return 'npm run ora -- token --role evaluator';
  return status < 500 ? `head -n 3 ${file}` : `npm run ora -- import contributions ${file}`;
};

const importContributions = async (file: string, options: Options): Promise<void> => {
  const csv = readTextFile(file);
  const url = hostUrl();
  const reply = await ask(url, {
    method: 'POST',
    path: `/v1/imports${options.dryRun ? '?dryRun=true' : ''}`,
    token: await secretariatToken(url, 'evaluator'),
    key: randomUUID(),
    body: { kind: 'contributions', csv },
  });
  if (reply.status >= 400)
    throw new CommandFailed(
      `The import was refused: ${refusalText(reply)}`,
      remedy(reply.status, file),
    );
  const answer = bodyOf(reply, ImportAnswer);
  console.log(
    options.json ? JSON.stringify(answer, null, 2) : reportText(answer, options.all ?? false),
  );
};

/** `ora import contributions`: the file goes to the API; the report comes back row by row. */
export const addImport = (program: Command): void => {
  program
    .command('import')
    .description('import a file')
    .command('contributions <file>')
    .description('uniformed personnel by contributor and mission, CSV of the UN or of the IPI')
    .option('--dry-run', 'report only, write nothing')
    .option('--all', 'list all rows, not only those with a problem')
    .option('--json', 'print the report as JSON')
    .action(importContributions);
};
