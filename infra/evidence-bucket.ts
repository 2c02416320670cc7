import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  HttpMethods,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { oldestSignature, refuseOldLinks } from './no-old-links.ts';
import type { Stage } from './stage.ts';

interface EvidenceBucketProps {
  readonly stage: Stage;
  /** The key of the record: evidence is part of it. */
  readonly key: IKey;
  /** The origin of the pages that send files: scheme and host of the API. */
  readonly origin: string;
  readonly accessLogs: IBucket;
}

/**
 * The files of evidence: reached by signed links only, none of them older than five minutes. A file
 * that is deleted stays for thirty days as an earlier version, so that a mistake can be undone.
 */
export class EvidenceBucket extends Construct {
  readonly bucket: Bucket;

  constructor(
    scope: Construct,
    id: string,
    { stage, key, origin, accessLogs }: EvidenceBucketProps,
  ) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'evidence/',
      minimumTLSVersion: 1.2,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      versioned: true,
      lifecycleRules: [
        {
          abortIncompleteMultipartUploadAfter: Duration.days(1),
          noncurrentVersionExpiration: Duration.days(30),
          expiredObjectDeleteMarker: true,
        },
      ],
      cors: [
        {
          allowedOrigins: [origin],
          allowedMethods: [HttpMethods.PUT],
          allowedHeaders: ['content-type', 'x-amz-checksum-sha256'],
          maxAge: oldestSignature.toSeconds(),
        },
      ],
      removalPolicy: stage.removal,
    });
    refuseOldLinks(this.bucket, ['s3:*']);
  }
}
