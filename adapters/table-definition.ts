import type { CreateTableCommandInput, GlobalSecondaryIndex } from '@aws-sdk/client-dynamodb';

/** Four generic indexes: contributor, mission, open reviews by state and due date, and who is owed something by when. */
const indexes = ['gsi1', 'gsi2', 'gsi3', 'gsi4'] as const;

const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });

const index = (name: string): GlobalSecondaryIndex => ({
  IndexName: name,
  KeySchema: [
    { AttributeName: `${name}pk`, KeyType: 'HASH' },
    { AttributeName: `${name}sk`, KeyType: 'RANGE' },
  ],
  Projection: { ProjectionType: 'KEYS_ONLY' },
});

/**
 * The attribute by which DynamoDB deletes on its own, in seconds since the epoch. Only drafts carry
 * it, and its name says so: nothing else is to expire by accident.
 */
export const draftExpiry = 'draftExpiresAt';

/** The one table, as CreateTable wants it. The CDK construct is held against it by a test. */
export const tableDefinition = (TableName: string): CreateTableCommandInput => ({
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: ['pk', 'sk', ...indexes.flatMap((name) => [`${name}pk`, `${name}sk`])].map(
    text,
  ),
  GlobalSecondaryIndexes: indexes.map(index),
});
