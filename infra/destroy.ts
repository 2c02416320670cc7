import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { DeleteObjectsCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { stageNamed } from './stage.ts';

/** The value of a context key on the command line, written as for `cdk`: `-c stage=dev`. */
const given = (key: string): string | undefined =>
  process.argv
    .slice(2)
    .find((one) => one.startsWith(`${key}=`))
    ?.slice(key.length + 1);

const bucketsOf = async (StackName: string): Promise<string[]> => {
  const buckets: string[] = [];
  const pages = paginateListStackResources({ client: new CloudFormationClient({}) }, { StackName });
  for await (const { StackResourceSummaries = [] } of pages)
    for (const { ResourceType, PhysicalResourceId, ResourceStatus } of StackResourceSummaries)
      if (ResourceType === 'AWS::S3::Bucket' && ResourceStatus !== 'DELETE_COMPLETE')
        buckets.push(PhysicalResourceId ?? '');
  return buckets.filter(Boolean);
};

/**
 * Deletes every version, also those that `dev` locks: its locks are there to be tried, and give way to
 * this. The number of them.
 */
const empty = async (client: S3Client, Bucket: string): Promise<number> => {
  let count = 0;
  for (;;) {
    const page = await client.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map(
      ({ Key, VersionId }) => ({ Key, VersionId }),
    );
    if (Objects.length === 0) return count;
    const { Errors = [] } = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects }, BypassGovernanceRetention: true }),
    );
    if (Errors[0]) throw new Error(`${Bucket} stays: ${Errors[0].Key}: ${Errors[0].Message}`);
    count += Objects.length;
  }
};

const isUnknown = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ValidationError';

const destroy = async (): Promise<number> => {
  const stage = stageNamed(given('stage') ?? 'dev');
  if (stage.protect) {
    console.error(
      `${stage.name} holds the record: nothing here destroys it. Its table and its locks are released by hand, if at all.`,
    );
    return 1;
  }
  const buckets = await bucketsOf(`ora-${stage.name}`).catch((error) => {
    if (isUnknown(error)) return [];
    throw error;
  });
  const client = new S3Client({});
  for (const bucket of buckets)
    console.error(`${bucket}: ${await empty(client, bucket)} versions deleted`);
  const cdk = join(
    dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json')),
    'bin/cdk',
  );
  const { status } = spawnSync(process.execPath, [cdk, 'destroy', ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  return status ?? 1;
};

process.exitCode = await destroy();
