import { Stack } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { AnchorBucket } from './anchor-bucket.ts';
import type { EvidenceBucket } from './evidence-bucket.ts';
import type { ExportBucket } from './export-bucket.ts';
import { partsOf } from './mail-identity.ts';
import {
  deletablePartitions,
  type Permissions,
  secretPartitions,
  type TableAction,
} from './permissions.ts';
import { indexes, type RecordTable } from './record-table.ts';
import type { SigningKey } from './signing-key.ts';

/** What a policy speaks about. */
export interface Surroundings {
  readonly record: RecordTable;
  readonly signing: SigningKey;
  readonly anchors: AnchorBucket;
  readonly evidence: EvidenceBucket;
  readonly reviewMachineArn: string;
  readonly exports: ExportBucket;
  readonly exportMachineArn: string;
  readonly eventsMachineArn: string;
  readonly mailFrom: string;
  /** The configuration set under which mails are sent. */
  readonly mailSet: string;
  /** Where events go beside the webhooks, where that is wanted. */
  readonly bus?: IEventBus | undefined;
}

const usesOfKey = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

const readAndWrite = ({ table }: RecordTable, actions: readonly TableAction[]) =>
  new PolicyStatement({
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [
      table.tableArn,
      ...(actions.includes('Query')
        ? indexes.map((name) => `${table.tableArn}/index/${name}`)
        : []),
    ],
  });

const deleteWhereAllowed = ({ table }: RecordTable) =>
  new PolicyStatement({
    actions: ['dynamodb:DeleteItem'],
    resources: [table.tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': deletablePartitions } },
  });

const keepFromSecrets = ({ table }: RecordTable) =>
  new PolicyStatement({
    effect: Effect.DENY,
    actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
    resources: [table.tableArn],
    conditions: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': secretPartitions } },
  });

// DynamoDB uses the key in the caller's name; nothing else may.
const useKeyThroughTable = ({ key }: RecordTable) =>
  new PolicyStatement({
    actions: usesOfKey,
    resources: [key.keyArn],
    conditions: {
      StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(key).region}.amazonaws.com` },
    },
  });

/** No DeleteObjectVersion: whatever is taken away can be brought back for a while. */
const keepFiles = ({ bucket }: EvidenceBucket) => [
  new PolicyStatement({
    actions: ['s3:PutObject', 's3:GetObject', 's3:DeleteObject'],
    resources: [bucket.arnForObjects('evidence/*')],
  }),
  // Without it S3 says "forbidden" of a file that is not there.
  new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
];

/** Links are signed in the name of whoever signs them, so that reading is all that they can permit. */
const readExports = ({ bucket }: ExportBucket, exportMachineArn: string) => [
  new PolicyStatement({
    actions: ['s3:GetObject'],
    resources: [bucket.arnForObjects('exports/*')],
  }),
  new PolicyStatement({ actions: ['states:StartExecution'], resources: [exportMachineArn] }),
];

const writeExports = ({ bucket }: ExportBucket) =>
  new PolicyStatement({
    actions: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:DeleteObject'],
    resources: [bucket.arnForObjects('exports/*')],
  });

const useExports = (
  { exports, exportMachineArn }: Surroundings,
  use: Permissions['exports'],
): PolicyStatement[] => {
  if (use === undefined) return [];
  return use === 'read' ? readExports(exports, exportMachineArn) : [writeExports(exports)];
};

const useKeyThroughFiles = ({ key }: RecordTable) =>
  new PolicyStatement({
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `s3.${Stack.of(key).region}.amazonaws.com` } },
  });

const moveReviews = (reviewMachineArn: string) =>
  new PolicyStatement({
    actions: ['states:StartExecution', 'states:SendTaskSuccess'],
    resources: [reviewMachineArn],
  });

const startEvents = (eventsMachineArn: string) =>
  new PolicyStatement({ actions: ['states:StartExecution'], resources: [eventsMachineArn] });

const putEvents = (bus: IEventBus | undefined): PolicyStatement[] =>
  bus ? [new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] })] : [];

const watchReviews = (reviewMachineArn: string) =>
  new PolicyStatement({ actions: ['states:SendTaskHeartbeat'], resources: [reviewMachineArn] });

const useSigningKey = ({ key }: SigningKey, action: 'kms:Sign' | 'kms:GetPublicKey') =>
  new PolicyStatement({ actions: [action], resources: [key.keyArn] });

const readAnchors = ({ bucket }: AnchorBucket) => [
  new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
  new PolicyStatement({
    actions: ['s3:GetObject'],
    resources: [bucket.arnForObjects('anchors/*')],
  }),
];

const appendAnchors = ({ bucket }: AnchorBucket) =>
  new PolicyStatement({
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects('anchors/*')],
  });

/** SES asks for the address where it is verified itself, else for its domain. */
const sendMail = ({ record, mailFrom, mailSet }: Surroundings) => {
  const { address, domain } = partsOf(mailFrom);
  const identities = [address, domain];
  return new PolicyStatement({
    actions: ['ses:SendEmail', 'ses:SendRawEmail'],
    resources: [
      ...identities.map((resourceName) => ({ resource: 'identity', resourceName })),
      { resource: 'configuration-set', resourceName: mailSet },
    ].map((part) => Stack.of(record).formatArn({ service: 'ses', ...part })),
  });
};

/** What a function may do with the table, and with the key that it is encrypted with. */
const recordPolicy = (
  { table, delivers }: Permissions,
  { record }: Surroundings,
): PolicyStatement[] => [
  readAndWrite(
    record,
    table.filter((action) => action !== 'DeleteItem'),
  ),
  ...(table.includes('DeleteItem') ? [deleteWhereAllowed(record)] : []),
  ...(delivers ? [] : [keepFromSecrets(record)]),
  useKeyThroughTable(record),
];

/** The policy of one function, from its line in permissions.ts. */
export const policyOf = (allowed: Permissions, surroundings: Surroundings): PolicyStatement[] => {
  const { serves, moves, announces, watches, mails, signs, anchors: use } = allowed;
  const { files, exports: ofExports } = allowed;
  const { record, evidence, signing, anchors, reviewMachineArn, eventsMachineArn } = surroundings;
  return [
    ...recordPolicy(allowed, surroundings),
    ...(moves ? [moveReviews(reviewMachineArn)] : []),
    ...(announces ? [startEvents(eventsMachineArn)] : []),
    ...(allowed.delivers ? putEvents(surroundings.bus) : []),
    ...(watches ? [watchReviews(reviewMachineArn)] : []),
    ...(mails ? [sendMail(surroundings)] : []),
    ...(signs ? [useSigningKey(signing, 'kms:Sign')] : []),
    ...(serves ? [useSigningKey(signing, 'kms:GetPublicKey')] : []),
    ...(use ? readAnchors(anchors) : []),
    ...(use === 'append' ? [appendAnchors(anchors)] : []),
    ...(files ? keepFiles(evidence) : []),
    ...useExports(surroundings, ofExports),
    ...(files || ofExports ? [useKeyThroughFiles(record)] : []),
  ];
};
