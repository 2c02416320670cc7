import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  paginateGetResources,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';

export const stackName = 'ora-dev';

/** The id of the stack: under it CloudFormation still tells of a stack that is gone. */
export const stackId = async (): Promise<string> => {
  const asked = new DescribeStacksCommand({ StackName: stackName });
  const { Stacks = [] } = await new CloudFormationClient({}).send(asked);
  return Stacks[0]?.StackId ?? stackName;
};

/** What the stack is made of, as CloudFormation tells it; by name, or by the id of a stack that is gone. */
export const resourcesOf = async (StackName: string): Promise<StackResourceSummary[]> => {
  const found: StackResourceSummary[] = [];
  const pages = paginateListStackResources({ client: new CloudFormationClient({}) }, { StackName });
  for await (const { StackResourceSummaries = [] } of pages) found.push(...StackResourceSummaries);
  return found;
};

const isUnknown = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ResourceNotFoundException';

const tableIsGone = (TableName: string): Promise<boolean> =>
  new DynamoDBClient({}).send(new DescribeTableCommand({ TableName })).then(() => false, isUnknown);

const keyIsGoing = async (KeyId: string): Promise<boolean> => {
  const { KeyMetadata } = await new KMSClient({}).send(new DescribeKeyCommand({ KeyId }));
  return KeyMetadata?.KeyState === 'PendingDeletion';
};

/** Tags may outlive what they are on: a table is asked for itself. */
const isGone = async (arn: string): Promise<boolean> => {
  if (arn.includes(':kms:')) return keyIsGoing(arn);
  return arn.includes(':dynamodb:') && tableIsGone(arn.slice(arn.indexOf('/') + 1));
};

/**
 * What carries the tag of the stack, as the tagging API tells it, which asks the services themselves. A key
 * that waits for its deletion is gone, as far as AWS lets one go.
 */
export const taggedResources = async (): Promise<string[]> => {
  const found: string[] = [];
  const filter = { Key: 'aws:cloudformation:stack-name', Values: [stackName] };
  const client = new ResourceGroupsTaggingAPIClient({});
  for await (const page of paginateGetResources({ client }, { TagFilters: [filter] }))
    for (const { ResourceARN = '' } of page.ResourceTagMappingList ?? [])
      if (!(await isGone(ResourceARN))) found.push(ResourceARN);
  return found;
};
