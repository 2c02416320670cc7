import { ArnFormat, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Stage } from './stage.ts';

const id = 'LogKey';

/** The one key of all logs of a stack, which CloudWatch Logs may use for log groups of this account and region. */
const keyOfLogs = (scope: Construct, removalPolicy: RemovalPolicy): Key => {
  const stack = Stack.of(scope);
  const known = stack.node.tryFindChild(id);
  if (known) return known as Key;
  const key = new Key(stack, id, {
    description: 'Encrypts the logs of ORA',
    enableKeyRotation: true,
    removalPolicy,
  });
  const logs = stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
      actions: [
        'kms:Encrypt',
        'kms:Decrypt',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
        'kms:GenerateDataKey',
        'kms:GenerateDataKeyWithoutPlaintext',
        'kms:DescribeKey',
      ],
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logs } },
    }),
  );
  return key;
};

/** A log that is encrypted with a key of ours and kept for as long as its stage says. */
export const keptLog = (
  scope: Construct,
  name: string,
  stage: Stage,
  logGroupName?: string,
): LogGroup =>
  new LogGroup(scope, name, {
    ...(logGroupName && { logGroupName }),
    encryptionKey: keyOfLogs(scope, stage.removal),
    retention: stage.logsKept,
    removalPolicy: stage.removal,
  });
