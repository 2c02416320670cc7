import { tableDefinition } from '../../adapters/table-definition.ts';
import { startTable } from '../../local/table/dynamodb.ts';
import { awsError } from './aws-error.ts';
import type { ModelTable } from './small-table.ts';

/** The embedded table, in memory, for some of the histories. */
export const embeddedModelTable = async (now: () => number): Promise<ModelTable> => {
  const table = await startTable({ now });
  const answer: ModelTable['answer'] = async (operation, input) => {
    const { status, body } = await table.answer(
      `DynamoDB_20120810.${operation}`,
      JSON.parse(JSON.stringify(input)),
    );
    if (status === 200) return body;
    const { __type = '', ...rest } = body as { __type?: string };
    throw awsError(__type.split('#').at(-1) ?? '', rest);
  };
  await answer('CreateTable', tableDefinition('ora'));
  return { answer, close: () => table.close() };
};
