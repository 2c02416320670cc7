import { describe, expect, it } from 'vitest';
import { type Json, madeBy } from './support/templates.ts';

const bucket = madeBy('Exports', 'AWS::S3::Bucket');

describe('the bucket of exports on AWS', () => {
  it('is open to nobody, and encrypted with the key of the record', () => {
    expect(bucket.Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(JSON.stringify(bucket.Properties.BucketEncryption)).toContain(
      madeBy('Record', 'AWS::KMS::Key').id,
    );
  });

  it('forgets files, and parts of files, after a day, and keeps no earlier version', () => {
    expect(bucket.Properties.LifecycleConfiguration).toEqual({
      Rules: [
        {
          Status: 'Enabled',
          ExpirationInDays: 1,
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
        },
      ],
    });
    expect(bucket.Properties).not.toHaveProperty('VersioningConfiguration');
  });

  it('refuses what comes without TLS, and links older than five minutes', () => {
    const { PolicyDocument } = madeBy('Exports', 'AWS::S3::BucketPolicy').Properties;
    const denials = (PolicyDocument as { Statement: Json[] }).Statement.filter(
      ({ Effect }) => Effect === 'Deny',
    );

    expect(denials.map(({ Condition }) => Condition)).toEqual([
      { Bool: { 'aws:SecureTransport': 'false' } },
      { NumericLessThan: { 's3:TlsVersion': 1.2 } },
      { NumericGreaterThan: { 's3:signatureAge': 300_000 } },
    ]);
  });
});
