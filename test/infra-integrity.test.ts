import { describe, expect, it } from 'vitest';
import { functionNames, permissions } from '../infra/permissions.ts';
import { all, dev, type Json, keyFor, madeBy, prod } from './support/templates.ts';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Condition?: Json;
}

const statementsOf = ({ Properties }: { Properties: Json }) =>
  (Properties.PolicyDocument as { Statement: readonly Statement[] }).Statement;

describe('the key that signs on AWS', () => {
  it('is an elliptic curve key of its own, for signatures only', () => {
    expect(keyFor('Signs').Properties).toMatchObject({
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
    });
  });
});

describe('the bucket of the anchors on AWS', () => {
  it.each([
    ['prod', prod, { Mode: 'COMPLIANCE', Days: 3653 }, 'Retain'],
    ['dev', dev, { Mode: 'GOVERNANCE', Days: 1 }, 'Delete'],
  ] as const)(
    'locks every version, and outlives the stack in prod: %s',
    (_, template, retention, fate) => {
      const bucket = madeBy('Anchors', 'AWS::S3::Bucket', template);

      expect(bucket.Properties).toMatchObject({
        ObjectLockEnabled: true,
        ObjectLockConfiguration: { Rule: { DefaultRetention: retention } },
        VersioningConfiguration: { Status: 'Enabled' },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      });
      expect(bucket.DeletionPolicy).toBe(fate);
    },
  );

  it('takes no put that could be a second version, and nothing without TLS', () => {
    const denied = statementsOf(madeBy('Anchors', 'AWS::S3::BucketPolicy')).filter(
      ({ Effect }) => Effect === 'Deny',
    );

    expect(denied.map(({ Action, Condition }) => [Action, Condition])).toEqual(
      expect.arrayContaining([
        ['s3:*', { Bool: { 'aws:SecureTransport': 'false' } }],
        ['s3:PutObject', { Null: { 's3:if-none-match': 'true' } }],
      ]),
    );
  });

  it('can be read and added to where a line says so, and by nobody be emptied or unlocked', () => {
    const { id } = madeBy('Anchors', 'AWS::S3::Bucket');
    const may = (name: string) =>
      all('AWS::IAM::Policy')
        .filter((policy) => policy.id.startsWith(`Functions${name}Role`))
        .flatMap(statementsOf)
        .filter(({ Resource }) => JSON.stringify(Resource).includes(id))
        .flatMap(({ Action }) => [Action].flat())
        .filter((action) => action.startsWith('s3:'));
    const read = ['s3:ListBucket', 's3:GetObject'];

    for (const name of functionNames) {
      const { anchors } = permissions[name];
      const wanted = { read, append: [...read, 's3:PutObject'], none: [] }[anchors ?? 'none'];
      expect(may(name), name).toEqual(wanted);
    }
  });

  it('gets an anchor every hour', () => {
    dev.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 hour)',
      Target: { Input: '{}' },
    });
  });
});
