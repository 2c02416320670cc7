import { describe, expect, it } from 'vitest';
import { all, dev, type Json, keyFor, madeBy, only, prod } from './support/templates.ts';

const statementsOf = ({ Properties }: { Properties: Json }, document: string) =>
  (Properties[document] as { Statement: readonly Json[] }).Statement;

describe('the logs on AWS', () => {
  it('are all encrypted with one key of ours, which rotates', () => {
    const key = keyFor('Encrypts the logs');

    expect(key.Properties.EnableKeyRotation).toBe(true);
    dev.allResourcesProperties('AWS::Logs::LogGroup', {
      KmsKeyId: { 'Fn::GetAtt': [key.id, 'Arn'] },
    });
  });

  it('lend their key to CloudWatch Logs alone, and for log groups of this account', () => {
    const [own, lent, ...others] = statementsOf(keyFor('Encrypts the logs'), 'KeyPolicy');

    expect(others).toEqual([]);
    expect(JSON.stringify(own?.Principal)).toContain(':root');
    expect(JSON.stringify(lent?.Principal)).toContain('logs.');
    expect(JSON.stringify(lent?.Condition)).toContain('kms:EncryptionContext:aws:logs:arn');
    expect(lent?.Action).not.toContain('kms:*');
  });
});

describe('the bucket of access logs on AWS', () => {
  it('takes those of every other bucket, each under a name of its own', () => {
    const { id } = madeBy('AccessLogs', 'AWS::S3::Bucket');
    const others = all('AWS::S3::Bucket').filter((bucket) => bucket.id !== id);

    expect(others.length).toBeGreaterThan(1);
    for (const { Properties } of others)
      expect(Properties.LoggingConfiguration).toMatchObject({
        DestinationBucketName: { Ref: id },
        LogFilePrefix: expect.stringMatching(/^[a-z]+\/$/),
      });
  });

  it.each([
    ['dev', dev, 30],
    ['prod', prod, 365],
  ] as const)('keeps them as long as the other logs: %s', (_, template, ExpirationInDays) => {
    const { Properties } = madeBy('AccessLogs', 'AWS::S3::Bucket', template);

    expect(Properties.LifecycleConfiguration).toEqual({
      Rules: [{ ExpirationInDays, Status: 'Enabled' }],
    });
  });
});

describe('every bucket on AWS', () => {
  it('is open to nobody, takes nothing without TLS and nothing that others own', () => {
    const buckets = all('AWS::S3::Bucket');
    const policies = all('AWS::S3::BucketPolicy');

    expect(policies).toHaveLength(buckets.length);
    for (const { Properties } of buckets) {
      expect(Object.values(Properties.PublicAccessBlockConfiguration as Json)).toEqual(
        Array.from({ length: 4 }, () => true),
      );
      expect(Properties.OwnershipControls).toEqual({
        Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }],
      });
      expect(Properties).toHaveProperty('BucketEncryption');
    }
    for (const policy of policies)
      expect(JSON.stringify(statementsOf(policy, 'PolicyDocument'))).toContain(
        '"aws:SecureTransport":"false"',
      );
  });
});

describe('every queue on AWS', () => {
  it('is encrypted, kept for two weeks, and takes nothing without TLS', () => {
    dev.allResourcesProperties('AWS::SQS::Queue', {
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 1_209_600,
    });
    for (const policy of all('AWS::SQS::QueuePolicy'))
      expect(JSON.stringify(policy.Properties)).toContain('aws:SecureTransport');
  });
});

describe('sign-in on AWS', () => {
  it.each([
    ['dev', dev],
    ['prod', prod],
  ] as const)(
    'is for people who were invited, by address, with a second factor: %s',
    (_, template) => {
      expect(only('AWS::Cognito::UserPool', template).Properties).toMatchObject({
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        MfaConfiguration: 'ON',
        EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
        Policies: {
          PasswordPolicy: {
            MinimumLength: 12,
            RequireLowercase: true,
            RequireUppercase: true,
            RequireNumbers: true,
            RequireSymbols: true,
          },
        },
      });
    },
  );

  it('never sends a password, and says of nobody whether they exist', () => {
    expect(only('AWS::Cognito::UserPoolClient').Properties).toMatchObject({
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
    });
  });

  it('opens /v1 with access tokens only', () => {
    const guarded = all('AWS::ApiGatewayV2::Route').filter(
      ({ Properties }) => Properties.AuthorizationType === 'JWT',
    );

    expect(guarded).toHaveLength(1);
    expect(guarded[0]?.Properties.AuthorizationScopes).toEqual(['aws.cognito.signin.user.admin']);
  });
});

describe('what SES is to verify', () => {
  it('is the domain of the sender', () => {
    expect(only('AWS::SES::EmailIdentity').Properties).toEqual({ EmailIdentity: 'example.org' });
  });
});

describe('the tables of functions and machines on AWS', () => {
  it('name no index by a wildcard, and no version of a function', () => {
    const resources = JSON.stringify(all('AWS::IAM::Policy').map(({ Properties }) => Properties));

    expect(resources).toContain('/index/gsi4');
    expect(resources).not.toContain('/index/*');
    expect(resources).not.toMatch(/"Arn"\]\},":\*"/);
  });
});
