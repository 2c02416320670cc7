import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { deletablePartitions, type TableAction } from './permissions.ts';
import type { RecordTable } from './record-table.ts';

const keyActions = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

const deletes = ({ table }: RecordTable) =>
  new PolicyStatement({
    actions: ['dynamodb:DeleteItem'],
    resources: [table.tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': deletablePartitions } },
  });

// Only DynamoDB itself may use the key on behalf of a function.
const useOfKey = ({ key }: RecordTable) =>
  new PolicyStatement({
    actions: keyActions,
    resources: [key.keyArn],
    conditions: {
      StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(key).region}.amazonaws.com` },
    },
  });

const others = ({ table }: RecordTable, actions: readonly TableAction[]) =>
  new PolicyStatement({
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: actions.includes('Query')
      ? [table.tableArn, `${table.tableArn}/index/*`]
      : [table.tableArn],
  });

/** The statements that let a role do these actions on the table; deletion only where it is allowed. */
export const tableAccess = (
  record: RecordTable,
  actions: readonly TableAction[],
): PolicyStatement[] => [
  others(
    record,
    actions.filter((action) => action !== 'DeleteItem'),
  ),
  ...(actions.includes('DeleteItem') ? [deletes(record)] : []),
  useOfKey(record),
];
