import { Duration } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Stage } from './stage.ts';

interface AnchorBucketProps {
  readonly stage: Stage;
  readonly accessLogs: IBucket;
}

/**
 * Where the signed roots are put and nobody can take them back: Object Lock keeps every version, and
 * a put that does not say If-None-Match is denied, so that no anchor ever gets a second version.
 * Encrypted by S3 itself: a key of ours that is lost would take the roots with it. In prod the bucket
 * outlives the stack, because what is locked there nobody can delete.
 */
export class AnchorBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { stage, accessLogs }: AnchorBucketProps) {
    super(scope, id);
    const { anchorsKept, removal } = stage;
    const kept = Duration.days(anchorsKept.days);
    this.bucket = new Bucket(this, 'Bucket', {
      objectLockEnabled: true,
      objectLockDefaultRetention:
        anchorsKept.by === 'compliance'
          ? ObjectLockRetention.compliance(kept)
          : ObjectLockRetention.governance(kept),
      versioned: true,
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'anchors/',
      removalPolicy: removal,
    });
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:PutObject'],
        resources: [this.bucket.arnForObjects('*')],
        conditions: { Null: { 's3:if-none-match': 'true' } },
      }),
    );
  }
}
