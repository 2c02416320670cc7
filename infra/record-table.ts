import {
  AttributeType,
  BillingMode,
  ProjectionType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Stage } from './stage.ts';

/** The generic indexes, all of them from the first release. */
export const indexes = ['gsi1', 'gsi2', 'gsi3', 'gsi4'] as const;

const keys = (prefix = '') => ({
  partitionKey: { name: `${prefix}pk`, type: AttributeType.STRING },
  sortKey: { name: `${prefix}sk`, type: AttributeType.STRING },
});

/**
 * The one table, under a key of its own. All indexes exist from the first release, because
 * CloudFormation adds one at a time. `Table`, not `TableV2`: the rule packs do not see the latter.
 */
export class RecordTable extends Construct {
  readonly table: Table;
  readonly key: Key;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Encrypts the record of ORA',
      enableKeyRotation: true,
      removalPolicy: stage.removal,
    });
    this.table = new Table(this, 'Table', {
      ...keys(),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      // Drafts alone carry it: adapters/table-definition.ts says why.
      timeToLiveAttribute: 'draftExpiresAt',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage.protect,
      removalPolicy: stage.removal,
    });
    for (const indexName of indexes)
      this.table.addGlobalSecondaryIndex({
        indexName,
        ...keys(indexName),
        projectionType: ProjectionType.KEYS_ONLY,
      });
  }
}
