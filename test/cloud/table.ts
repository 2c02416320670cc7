import { runVitest } from './run-vitest.ts';

/** The tests of the embedded table that are tests of any: what the adapters ask, and what a table refuses. */
const files = ['test/table.test.ts', 'test/table-ledger.test.ts'];

/** Runs them on a DynamoDB that others wrote, where they make and delete a table `ora`. The exit code. */
export const testTable = (
  name: string,
  endpoint: string,
  env: NodeJS.ProcessEnv,
): Promise<number> =>
  runVitest(['--config', 'test/vitest.config.ts', '--no-file-parallelism', ...files], {
    ...env,
    ORA_TEST_DYNAMODB: endpoint,
    ORA_TEST_DYNAMODB_NAME: name,
  });
