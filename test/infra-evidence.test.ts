import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { evidenceLimits } from '../domain/dossier/evidence-types.ts';
import { OraStack } from '../infra/ora-stack.ts';
import { stageNamed } from '../infra/stage.ts';
import { dev, type Json, madeBy, prod } from './support/templates.ts';

const bucket = madeBy('Evidence', 'AWS::S3::Bucket');

interface Statement {
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: unknown;
  readonly Condition?: Json;
}

const denials = () => {
  const { Bucket, PolicyDocument } = madeBy('Evidence', 'AWS::S3::BucketPolicy').Properties;
  expect(Bucket).toEqual({ Ref: bucket.id });
  return (PolicyDocument as { Statement: readonly Statement[] }).Statement;
};

const apiSettings = (template: Template): Json => {
  const { Environment } = madeBy('FunctionsApi', 'AWS::Lambda::Function', template).Properties;
  return (Environment as { Variables: Json }).Variables;
};

describe('the bucket of evidence on AWS', () => {
  it('is open to nobody, and belongs to its owner whoever writes', () => {
    expect(bucket.Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(bucket.Properties.OwnershipControls).toEqual({
      Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }],
    });
  });

  it('only denies, in its policy: what comes without TLS, and links older than five minutes', () => {
    const conditions = denials().map(({ Effect, Principal, Action, Condition }) => {
      expect([Effect, Principal, Action]).toEqual(['Deny', { AWS: '*' }, 's3:*']);
      return Condition;
    });

    expect(conditions).toEqual([
      { Bool: { 'aws:SecureTransport': 'false' } },
      { NumericLessThan: { 's3:TlsVersion': 1.2 } },
      { NumericGreaterThan: { 's3:signatureAge': evidenceLimits.linkSeconds * 1000 } },
    ]);
  });

  it('is encrypted with the key of the record', () => {
    expect(bucket.Properties.BucketEncryption).toEqual({
      ServerSideEncryptionConfiguration: [
        {
          BucketKeyEnabled: true,
          ServerSideEncryptionByDefault: {
            SSEAlgorithm: 'aws:kms',
            KMSMasterKeyID: { 'Fn::GetAtt': [madeBy('Record', 'AWS::KMS::Key').id, 'Arn'] },
          },
        },
      ],
    });
  });

  it('keeps what is deleted for thirty days, and abandoned parts for one', () => {
    expect(bucket.Properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
    expect(bucket.Properties.LifecycleConfiguration).toEqual({
      Rules: [
        {
          Status: 'Enabled',
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
          NoncurrentVersionExpiration: { NoncurrentDays: 30 },
          ExpiredObjectDeleteMarker: true,
        },
      ],
    });
  });

  it('takes files from pages of the API, and from no other site', () => {
    expect(bucket.Properties.CorsConfiguration).toEqual({
      CorsRules: [
        {
          AllowedOrigins: ['https://ora.example.org'],
          AllowedMethods: ['PUT'],
          AllowedHeaders: ['content-type', 'x-amz-checksum-sha256'],
          MaxAge: 300,
        },
      ],
    });
  });

  it('outlives the stack in prod', () => {
    expect(madeBy('Evidence', 'AWS::S3::Bucket', prod).DeletionPolicy).toBe('Retain');
    expect(bucket.DeletionPolicy).toBe('Delete');
  });

  it('is named to the API, which is told of a scanner where there is one', () => {
    const scanned = Template.fromStack(
      new OraStack(new App({ context: recommended }), 'ora-scanned', {
        stage: stageNamed('dev'),
        codeOf: () => Code.fromInline('bundled when deployed'),
        mailFrom: 'ora@example.org',
        mailIdentity: 'domain',
        apiOrigin: 'https://ora.example.org',
        scanUrl: 'https://scanner.example.org/scan',
      }),
    );

    expect(apiSettings(dev).EVIDENCE_BUCKET).toEqual({ Ref: bucket.id });
    expect(apiSettings(dev)).not.toHaveProperty('SCAN_URL');
    expect(apiSettings(scanned).SCAN_URL).toBe('https://scanner.example.org/scan');
  });
});
